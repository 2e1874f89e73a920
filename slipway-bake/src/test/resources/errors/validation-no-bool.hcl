variable "TAG" {
  default = "latest"
  validation {
    condition = TAG
  }
}
target "default" {}
