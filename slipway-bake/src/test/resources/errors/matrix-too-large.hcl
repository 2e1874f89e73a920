n = range(1000)
target "default" {
  name   = "a-${x}-${y}"
  matrix = { x = n, y = n }
}
