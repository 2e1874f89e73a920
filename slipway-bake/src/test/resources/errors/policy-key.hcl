target "default" {
  policy = ["filname=p.rego"]
}
