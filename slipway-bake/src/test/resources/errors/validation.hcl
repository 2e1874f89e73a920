variable "TAG" {
  default = "latest"
  validation {
    condition     = TAG != "latest"
    error_message = "TAG names a version, so \"${TAG}\" won't do"
  }
}
target "default" {}
