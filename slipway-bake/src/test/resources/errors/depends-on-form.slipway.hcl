target "test" {}
target "default" {
  depends-on = ["test"]
}
