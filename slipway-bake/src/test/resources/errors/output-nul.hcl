target "default" { output = ["type=local,dest=a\u0000b"] }
