target "a" {
  args = { X = identity("a") }
}
