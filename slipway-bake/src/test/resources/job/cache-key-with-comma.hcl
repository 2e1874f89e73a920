cache "cargo" {
  path = "/root/.cargo"
  key = "a,b"
}
job "a" {
  image = "busybox"
  commands = ["true"]
  caches = ["cargo"]
}
