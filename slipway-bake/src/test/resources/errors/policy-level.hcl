target "default" {
  policy = ["log-level=deubg"]
}
