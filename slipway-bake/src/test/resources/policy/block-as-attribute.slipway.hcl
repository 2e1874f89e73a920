cache {
  gc = { reserved = "10GB" }
}
