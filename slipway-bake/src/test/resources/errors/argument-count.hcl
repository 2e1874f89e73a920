target "default" { tags = [lower("a", "b")] }
