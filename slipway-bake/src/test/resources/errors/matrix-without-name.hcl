target "default" {
  matrix = { x = ["1", "2"] }
}
