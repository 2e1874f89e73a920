target "a" {
  args = { X = identity("b") }
}
target "b" {
  contexts = { x = "docker-image://x:${identity("a")}" }
}
