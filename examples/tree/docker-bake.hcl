# A bake tree in small: a base of Debian packages, a builder on it, a real source package, and a matrix of compilers, levels
# of optimization and kinds of linking, each with an image and a test of its own. Each shared layer is built once.
#
# buildx reads this file too: debian=docker-image://debian:bookworm-slim docker buildx bake

variable "debian" {
  description = "What all is built on: a context that stands for Debian"
  default = "apt:bookworm?variant=minbase&include=ca-certificates"
}

variable "package" {
  description = "The source package, from Debian's archive"
  default = "figlet"
}

variable "compilers" {
  default = "[\"gcc\", \"clang\"]"
}

variable "levels" {
  default = "[\"O2\", \"O3\"]"
}

variable "linkings" {
  default = "[\"static\", \"dynamic\"]"
}

# one matrix for all targets that have it
combinations = {
  compiler = jsondecode(compilers)
  level = jsondecode(levels)
  linking = jsondecode(linkings)
}

function "elem" {
  params = [prefix, tuple]
  result = join("-", concat([prefix], tuple))
}

function "cflags" {
  params = [level]
  result = level == "O3" ? "-O3 -fomit-frame-pointer" : "-${level}"
}

group "default" {
  targets = ["smoke", "install"]
}

target "common" {
  context = "."
  output = ["type=cacheonly"]
}

target "system" {
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.system"
  contexts = { debian = debian }
}

target "base" {
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.base"
  contexts = { input = "target:system" }
}

target "builder" {
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.builder"
  contexts = { input = "target:base" }
  args = { compilers = join(" ", jsondecode(compilers)) }
}

target "source" {
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.source"
  contexts = { input = "target:builder" }
  args = { package = package }
}

target "build" {
  matrix = combinations
  name = elem("build", [compiler, level, linking])
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.build"
  contexts = {
    input = "target:builder"
    source = "target:source"
  }
  args = {
    compiler = compiler
    cflags = cflags(level)
    ldflags = linking == "static" ? "-static" : "-Wl,-O1"
    combination = elem(compiler, [level, linking])
  }
}

# what runs: without compilers
target "runtime" {
  inherits = ["common"]
  dockerfile-inline = <<EOF
FROM input
RUN useradd --system --no-create-home banner
USER banner
EOF
  contexts = { input = "target:base" }
}

target "install" {
  matrix = combinations
  name = elem("install", [compiler, level, linking])
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.install"
  contexts = {
    input = "target:runtime"
    build = elem("target:build", [compiler, level, linking])
  }
  tags = ["example/${package}:${elem(compiler, [level, linking])}"]
  output = ["type=image"]
  labels = {
    "org.opencontainers.image.title" = package
    "org.opencontainers.image.ref.name" = elem(compiler, [level, linking])
  }
}

target "smoke" {
  matrix = combinations
  name = elem("smoke", [compiler, level, linking])
  inherits = ["common"]
  dockerfile = "docker/Dockerfile.smoke"
  contexts = { input = elem("target:install", [compiler, level, linking]) }
  args = { linking = linking }
}
