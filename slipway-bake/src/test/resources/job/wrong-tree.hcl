job "a" {
  image = "busybox"
  commands = ["true"]
  tree = "share"
}
