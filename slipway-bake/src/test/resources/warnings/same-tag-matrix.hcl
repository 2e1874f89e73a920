group "default" { targets = ["a", "b"] }
target "a" {
  name   = "a-${x}"
  matrix = { x = ["1", "2", "3", "4"] }
  tags   = ["app:${x == "4" ? "4" : "1"}"]
}
target "b" { tags = ["app:4", "app:1"] }
