target "default" {
  assert {
    condition = "yes"
  }
}
