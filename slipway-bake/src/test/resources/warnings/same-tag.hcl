group "default" { targets = ["a", "b", "c"] }
target "a" { tags = ["app:1"] }
target "b" { tags = ["app:2", "app:1"] }
target "c" {
  tags   = ["app:1"]
  output = ["type=cacheonly"]
}
