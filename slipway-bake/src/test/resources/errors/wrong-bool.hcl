target "default" { no-cache = "yes" }
