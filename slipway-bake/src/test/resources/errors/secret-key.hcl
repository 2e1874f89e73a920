target "default" { secret = ["id=a,file=b"] }
