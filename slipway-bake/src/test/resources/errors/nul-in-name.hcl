target "default" { secret = ["id=a,src=\u0000x"] }
