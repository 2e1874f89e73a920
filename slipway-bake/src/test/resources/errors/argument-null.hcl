target "default" { tags = [lower(null)] }
