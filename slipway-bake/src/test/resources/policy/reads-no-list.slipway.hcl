cache {
  reads = true
}
