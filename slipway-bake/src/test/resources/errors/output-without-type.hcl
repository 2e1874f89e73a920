target "default" { output = ["name=app,dest=out"] }
