target "default" { args = { A = "%{ if true }x" } }
