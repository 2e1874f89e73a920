target "default" {
  tags = ["a${"]
}
