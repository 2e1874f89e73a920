cache {
  reads "main" {}
}
