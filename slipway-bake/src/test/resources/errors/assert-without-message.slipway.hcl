target "default" {
  assert {
    condition = 1 > 2
  }
}
