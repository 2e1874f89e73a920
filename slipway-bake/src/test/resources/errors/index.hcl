target "default" { args = { A = ["a", "b"][2] } }
