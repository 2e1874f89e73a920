target "default" {
  args = { A = yamldecode("a: [1, 2\nb: 3").a[0] }
}
