target "default" {
  output = ["type=registry,name=app,mode=max", { type = "oci", dst = "x.tar" }]
}
