target "default" { platforms = ["linux/amd64/v2/x"] }
