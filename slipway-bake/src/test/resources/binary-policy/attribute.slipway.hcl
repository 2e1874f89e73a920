policy "release" {
  glibcc = "<= 2.28"
}
