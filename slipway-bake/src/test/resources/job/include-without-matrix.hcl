job "a" {
  image = "busybox"
  commands = ["true"]
  include = [{ x = "1" }]
}
