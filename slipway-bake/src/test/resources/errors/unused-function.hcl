function "f" {
  params = [x]
  result = "${x}${nope}"
}
target "default" {}
