target "default" {
  matrix = ["a", "b"]
  name   = "x"
}
