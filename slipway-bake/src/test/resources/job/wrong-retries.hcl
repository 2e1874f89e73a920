job "a" {
  image = "busybox"
  commands = ["true"]
  retries = -1
}
