target "default" { secret = ["id=a,src=no-such-file"] }
