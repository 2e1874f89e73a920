target "default" { ulimits = ["nofiles=1"] }
