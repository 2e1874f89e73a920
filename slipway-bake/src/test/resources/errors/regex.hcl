target "default" { args = { A = regex("(a", "a") } }
