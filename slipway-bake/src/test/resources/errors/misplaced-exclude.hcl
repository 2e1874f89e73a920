target "default" {
  name    = "app-${cc}"
  matrix  = { cc = ["gcc", "clang"] }
  exclude = [{ cc = "gcc" }]
}
