job "a" {
  image = "busybox"
  commands = ["true"]
  needs = ["b"]
}
job "b" {
  image = "busybox"
  commands = ["true"]
  needs = ["c"]
}
job "c" {
  image = "busybox"
  commands = ["true"]
  needs = ["a"]
}
