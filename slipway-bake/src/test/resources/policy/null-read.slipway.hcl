cache {
  reads = ["main", null]
}
