cache "cargo" {
  path = "/root/.cargo"
}
