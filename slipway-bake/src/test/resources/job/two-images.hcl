job "a" {
  image = "busybox"
  target = "base"
  commands = ["true"]
}
