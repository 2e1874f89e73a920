target "default" {
  matrix = { a = ["1", "2"] }
  name   = "same"
}
