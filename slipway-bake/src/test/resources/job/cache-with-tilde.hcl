cache "cargo" {
  path = "~/.cargo"
  key = "a"
}
job "a" {
  image = "busybox"
  commands = ["true"]
  caches = ["cargo"]
}
