job "a" {
  image = "busybox"
  commands = ["true"]
  timeout = "soon"
}
