a = "&a [x, x, x, x, x, x, x, x, x, x]"
target "default" {
  args = { A = yamldecode("[&a [x, *a]]") }
}
