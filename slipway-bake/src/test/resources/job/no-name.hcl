job {
  image = "busybox"
  commands = ["true"]
}
