cache "a" {
  path = "/a"
  key = "a"
}
cache "a" {
  path = "/b"
  key = "a"
}
