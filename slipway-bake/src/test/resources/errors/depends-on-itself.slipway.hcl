target "default" {
  tags       = ["a"]
  depends-on = ["target:default"]
}
