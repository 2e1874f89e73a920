target "test" {}
target "default" {
  depends-on = ["target:test"]
}
