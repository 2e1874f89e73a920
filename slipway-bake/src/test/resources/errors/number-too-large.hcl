target "default" { args = { A = 1e1000000000 } }
