target "a" {
  tags = [identity("a")]
}
