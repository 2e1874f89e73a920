target "default" {
  assert "gcc" {
    condition = true
  }
}
