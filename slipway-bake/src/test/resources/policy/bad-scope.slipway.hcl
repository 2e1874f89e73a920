cache {
  scope = "acme/../main"
}
