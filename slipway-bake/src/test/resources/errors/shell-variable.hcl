target "default" {
  dockerfile-inline = <<EOT
FROM scratch
RUN echo ${HOME}
EOT
}
