target "default" { tags = [join(",", "a")] }
