target "default" {
  tags = target.other.tags
}
target "other" {
  tags = target.default.tags
}
