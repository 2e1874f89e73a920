target "default" {
  attest = [
    "type=provenance,mdoe=max",
    { type = "sbom", genrator = "x", other = "is passed on" },
  ]
}
