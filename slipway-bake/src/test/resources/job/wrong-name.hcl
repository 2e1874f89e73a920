job "a b" {
  image = "busybox"
  commands = ["true"]
}
