variable "BRANCH" { default = "main" }
cache {
  scope = "acme/app/${BRANHC}"
}
