target "default" {
  name   = "app-${cc}"
  matrix = { cc = ["gcc", "clang"] }
  label  = { a = cc }
  output = ["type=image,compresion=zstd,name=${cc}"]
}
