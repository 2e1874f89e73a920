cache {
  trust "acme/app/main" {}
}
