job "a" {
  commands = ["true"]
}
