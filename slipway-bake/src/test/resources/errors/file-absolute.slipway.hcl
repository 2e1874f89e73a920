target "default" {
  args = { A = file("/etc/passwd") }
}
