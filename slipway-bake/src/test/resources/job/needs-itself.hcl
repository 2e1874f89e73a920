job "a" {
  image = "busybox"
  commands = ["true"]
  needs = ["a"]
}
