# The builder is made of an old distribution's packages; its glibc is 2.31, and the linker is held to what a program may want.
variable "GLIBC" {
  description = "the newest glibc that a program made in the builder may want"
  default     = "2.28"
}

variable "SUITE" {
  description = "the distribution whose packages the builder is made of"
  default     = "bullseye"
}

variable "PACKAGES" {
  description = "its packages, with commas between them"
  default     = "gcc,libc6-dev"
}

variable "REGISTRY" {
  default = "localhost:5000"
}

target "builder" {
  context  = "builder"
  contexts = { system = "apt:${SUITE}?include=${PACKAGES}" }
  args     = { GLIBC = GLIBC }
}

target "tools" {
  description       = "the programs that the jobs have made, as one image of two architectures"
  context           = "dist"
  dockerfile-inline = <<-EOT
    FROM scratch
    ARG TARGETARCH
    COPY $${TARGETARCH}/ /
  EOT
  platforms         = ["linux/amd64", "linux/arm64"]
  tags              = ["${REGISTRY}/pinned/tools:1"]
  output            = ["type=registry"]
}

target "today" {
  description = "the C program made as everybody makes it, on a system of today"
  context     = "src"
  dockerfile  = "today.Dockerfile"
  contexts    = { system = "apt:bookworm?include=gcc,libc6-dev" }
  output      = ["type=local,dest=dist-today"]
}

# where the programs are run: an old root filesystem with nothing added, and an emulator with the libraries of the cross compiler
target "old" {
  dockerfile-inline = "FROM system"
  contexts          = { system = "apt:${SUITE}" }
}

target "emulator" {
  dockerfile-inline = "FROM system"
  contexts          = { system = "apt:${SUITE}?include=qemu-user-static,libc6-arm64-cross" }
}
