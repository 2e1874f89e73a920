variable "A" { default = try(A, "x") }
target "default" { tags = [A] }
