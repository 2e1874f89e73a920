# The builder is made of an old distribution's packages; its glibc is 2.31, and the linker is held to what a program may want.
variable "GLIBC" {
  description = "the newest glibc that a program made in the builder may want"
  default     = "2.28"
}

variable "SUITE" {
  description = "the distribution whose packages the builder is made of"
  default     = "bullseye"
}

group "default" {
  targets = ["tools"]
}

target "builder" {
  context = "builder"
  contexts = {
    system = "apt:${SUITE}?include=gcc,libc6-dev,rustc,gcc-aarch64-linux-gnu,libc6-dev-arm64-cross"
  }
  args = { GLIBC = GLIBC }
}

# the programs, of two architectures, as files
target "tools" {
  context  = "src"
  contexts = { builder = "target:builder" }
  output   = ["type=local,dest=dist"]
}

target "today" {
  description = "the C program made as everybody makes it, on a system of today"
  context     = "src"
  dockerfile  = "today.Dockerfile"
  contexts    = { system = "apt:bookworm?include=gcc,libc6-dev" }
  output      = ["type=local,dest=dist-today"]
}

# where they are run: an old root filesystem with nothing added, and an emulator with the libraries of the cross compiler
group "run" {
  targets = ["old", "emulated"]
}

target "old" {
  context    = "src"
  dockerfile = "run.Dockerfile"
  target     = "old"
  contexts = {
    system = "apt:${SUITE}"
    tools  = "target:tools"
  }
}

target "emulated" {
  context    = "src"
  dockerfile = "run.Dockerfile"
  target     = "emulated"
  contexts = {
    system = "apt:${SUITE}?include=qemu-user-static,libc6-arm64-cross"
    tools  = "target:tools"
  }
}
