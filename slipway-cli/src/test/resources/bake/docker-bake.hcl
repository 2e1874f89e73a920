group "default" { targets = ["web", "api"] }
target "web" {
  tags = ["web:1"]
  args = { A = "1" }
}
target "api" { tags = ["api:1"] }
