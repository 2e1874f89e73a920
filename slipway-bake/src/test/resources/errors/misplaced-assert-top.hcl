assert {
  condition = true
}
target "default" {}
