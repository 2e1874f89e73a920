cache {
  require-singed = true
}
