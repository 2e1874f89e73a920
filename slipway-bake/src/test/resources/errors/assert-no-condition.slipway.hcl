target "default" {
  assert {
    message = "no"
  }
}
