function "add" {
  params          = [first]
  variadic_params = others
  result          = first + length(others)
}
function "addup" {
  params = [first]
  result = add(first, 1)
}
target "default" {
  args = { SUM = addup(2) }
}
