job "a" {
  image = "busybox"
  commands = ["true"]
  artifacts = ["../dist"]
}
