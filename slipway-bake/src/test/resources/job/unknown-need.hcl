job "build" {
  image = "busybox"
  commands = ["true"]
}
job "test" {
  image = "busybox"
  commands = ["true"]
  needs = ["biuld"]
}
