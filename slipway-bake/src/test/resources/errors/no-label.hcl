target {
  tags = ["a"]
}
