variable "A" {
  defualt = "x"
  validation {
    condition = true
    mesage    = "no"
  }
}
target "default" { args = { A = A } }
