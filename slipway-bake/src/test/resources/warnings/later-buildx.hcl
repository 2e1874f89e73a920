target "default" {
  resources = ["memory=1g"]
}
