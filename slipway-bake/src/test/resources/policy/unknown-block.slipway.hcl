cache {
  thrust "main" { keys = [] }
}
