cache {
  reads = [
    "acme/app/main",
    "acme/app/mаin",
  ]
}
