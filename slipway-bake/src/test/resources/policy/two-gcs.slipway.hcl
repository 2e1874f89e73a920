cache {
  gc {}
  gc {}
}
