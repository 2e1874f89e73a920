variable "A" { type = object({ a = optional(number, 3) }) }
target "default" {}
