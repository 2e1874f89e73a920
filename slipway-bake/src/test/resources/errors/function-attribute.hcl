function "f" {
  params = [x]
  resul  = x
}
target "default" {}
