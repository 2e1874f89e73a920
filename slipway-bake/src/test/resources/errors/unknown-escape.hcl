target "default" { args = { A = "C:\dir" } }
