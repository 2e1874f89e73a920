target "default" {
  name   = "app-${cc}"
  matrix = { cc = ["gcc", "tcc"] }
  assert {
    condition = cc != "tcc"
    message   = "${cc} can't build this: take gcc"
  }
}
