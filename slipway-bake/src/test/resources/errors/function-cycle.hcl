function "f" {
  params = [x]
  result = f(x)
}
target "default" { tags = [f("a")] }
