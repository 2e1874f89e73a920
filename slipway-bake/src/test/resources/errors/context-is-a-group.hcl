target "base" {
  name   = "base-${v}"
  matrix = { v = ["12", "13"] }
}
target "default" { contexts = { base = "target:base" } }
