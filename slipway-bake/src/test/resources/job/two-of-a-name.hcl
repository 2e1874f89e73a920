job "a" {
  image = "busybox"
  commands = ["true"]
  matrix = { v = ["1", "2"] }
  name = "same"
}
