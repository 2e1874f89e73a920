target "default" { args = { A = "\ud800" } }
