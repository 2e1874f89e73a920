target "default" {
  args = { A = tomldecode("a = [1, 2").a[0] }
}
