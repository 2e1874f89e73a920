target "default" {
  args = { A = file("../secret") }
}
