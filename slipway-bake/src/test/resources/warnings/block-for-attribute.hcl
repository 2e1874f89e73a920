target "default" {
  args {
    A = "1"
  }
  group "x" {}
}
variable "V" {
  default {}
}
