group "default" { targets = ["app"] }
target "app" {
  name   = "app-${x}"
  matrix = { x = [] }
}
