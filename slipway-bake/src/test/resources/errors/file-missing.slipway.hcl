target "default" {
  args = { A = file("no-such-file") }
}
