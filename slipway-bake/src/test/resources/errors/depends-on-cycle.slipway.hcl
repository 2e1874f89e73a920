target "test" {
  contexts = { app = "target:default" }
}
target "default" {
  depends-on = ["target:test"]
}
