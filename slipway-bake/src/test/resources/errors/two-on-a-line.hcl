target "default" { context = "a" dockerfile = "b" }
