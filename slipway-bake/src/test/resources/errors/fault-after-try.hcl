A = B
B = nope
variable "V" { default = try(A, "x") }
target "default" { args = { V = V } }
