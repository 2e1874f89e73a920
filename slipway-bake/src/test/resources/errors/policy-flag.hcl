target "default" {
  policy = [{ filename = "p.rego", strict = "perhaps" }]
}
