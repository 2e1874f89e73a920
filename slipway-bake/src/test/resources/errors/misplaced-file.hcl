target "default" {
  args = { A = file("a.toml") }
}
