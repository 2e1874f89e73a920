target "default" {
  assert {
    condition = true
  }
}
