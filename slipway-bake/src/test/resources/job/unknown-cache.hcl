cache "cargo" {
  path = "/root/.cargo"
  key = "cargo"
}
job "a" {
  image = "busybox"
  commands = ["true"]
  caches = ["crago"]
}
