target "base" {
  attest = ["type=sbom"]
}
target "default" {
  inherits = ["base"]
  attest   = []
}
target "alone" {
  attest = []
}
