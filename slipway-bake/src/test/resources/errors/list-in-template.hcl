variable "L" { default = ["a"] }
target "default" { tags = ["app:${L}"] }
