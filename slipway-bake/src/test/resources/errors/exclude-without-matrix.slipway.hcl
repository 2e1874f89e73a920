target "default" {
  exclude = [{ cc = "gcc" }]
}
