variable "N" { type = list }
target "default" {}
