job "a" {
  image = "busybox"
}
