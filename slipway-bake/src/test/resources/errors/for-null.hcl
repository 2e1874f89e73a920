target "default" { tags = [for x in null : x] }
