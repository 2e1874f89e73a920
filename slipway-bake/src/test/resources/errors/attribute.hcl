target "default" { args = { A = { name = "a" }.nmae } }
