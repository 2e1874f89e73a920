target "default" {
  attest = ["type=provenence,mode=max"]
}
