target "default" {
  name    = "app-${cc}"
  matrix  = { cc = ["gcc", "clang"], opt = ["O2"] }
  include = [{ cc = "gcc", opt = "O3" }]
}
