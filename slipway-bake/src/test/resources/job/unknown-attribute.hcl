job "a" {
  image = "busybox"
  commands = ["true"]
  artefacts = ["dist"]
}
