target "default" {
  dockerfile-inline = <<EOT
FROM scratch
}
