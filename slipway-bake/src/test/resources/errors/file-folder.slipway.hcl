target "default" {
  args = { A = file("data") }
}
