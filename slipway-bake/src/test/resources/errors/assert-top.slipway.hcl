variable "MODE" { default = "fast" }

assert {
  condition = MODE == "small" || MODE == "safe"
  message   = "MODE is small or safe, not ${MODE}"
}
target "default" {}
