job "a" {
  image = "busybox"
  commands = ["true"]
  verify = ["manylinux_2_28"]
}
