job "a" {
  image = "busybox"
  commands = ["true"]
  workdir = "src"
}
