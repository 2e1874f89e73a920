variable "USED" { default = "x" }
variable "UNUSED" { default = "x" }
variable "IN_NOTHING" { default = "x" }
target "default" {
  args = { A = USED }
  tags = [for t in [] : IN_NOTHING]
}
