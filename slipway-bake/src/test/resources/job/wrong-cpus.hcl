job "a" {
  image = "busybox"
  commands = ["true"]
  resources {
    cpus = "many"
  }
}
