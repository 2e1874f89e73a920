target "default" {
  variable "features" { default = "all" }
  args = { A = 1 }
}
