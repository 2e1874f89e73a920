job "a" {
  image = "busybox"
  commands = ["true"]
  network = "bridge"
}
