target "default" { ssh = ["default=no-such-key"] }
