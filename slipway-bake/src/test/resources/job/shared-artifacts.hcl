job "a" {
  image = "busybox"
  commands = ["true"]
  tree = "shared"
  artifacts = ["dist/**"]
}
