target "default" {
  args = { OK = "ï¿½", A = "é" }
}
