# What Slipway knows beyond bake: how the builder is found again, what is made in it, and what is promised of that.
PINS = tomldecode(file("pins.toml")).builder

variable "SUITE" { default = PINS.suite }
variable "GLIBC" { default = PINS.glibc }
variable "PACKAGES" { default = join(",", PINS.packages) }

# the builder's key: all that it is made of
KEY = substr(sha256(join("|", [SUITE, GLIBC, PACKAGES, glob_sha256("builder/**")])), 0, 16)

target "builder" {
  ensure = true
  tags   = ["${REGISTRY}/pinned/builder:${KEY}"]
}

target "tools" { verify = ["everywhere"] }
target "today" { verify = ["everywhere"] }

# the programs run wherever glibc is 2.28 or newer, and look for libraries only where the system does
policy "everywhere" {
  profile  = "manylinux_2_28"
  no-rpath = true
}

cache "ccache" {
  path         = "/root/.ccache"
  key          = "ccache-${KEY}-${arch}-${hash_files("src/*.c")}"
  restore-keys = ["ccache-${KEY}-${arch}-"]
  max-size     = "500MB"
}

cache "rust" {
  path         = "/root/rust-incremental"
  key          = "rust-${KEY}-${hash_files("src/*.rs")}"
  restore-keys = ["rust-${KEY}-"]
}

job "programs" {
  target    = "builder"
  matrix    = { arch = ["amd64", "arm64"] }
  inputs    = ["src/*.c", "src/*.rs"]
  caches    = arch == "amd64" ? ["ccache", "rust"] : ["ccache"]
  env       = { CCACHE_DIR = "/root/.ccache" }
  artifacts = ["dist/${arch}/*"]
  verify    = ["everywhere"]
  timeout   = "10m"
  commands = concat(
    ["mkdir -p dist/${arch}; ccache --zero-stats >/dev/null"],
    [for cc in [arch == "arm64" ? "aarch64-linux-gnu-gcc" : "gcc"] :
    "ccache ${cc} -O2 -c -o /tmp/power.o src/power.c && ${cc} -o dist/${arch}/power /tmp/power.o -lm -lpthread -ldl"],
    arch == "amd64" ? ["rustc -O -C incremental=/root/rust-incremental -o dist/amd64/letters src/letters.rs"] : [],
    ["ccache --show-stats | grep -E 'cache (hit|miss)'"],
  )
}

job "old" {
  target   = "old"
  tree     = "none"
  needs    = ["programs-amd64"]
  commands = ["dist/amd64/power 2 && dist/amd64/letters"]
}

job "emulated" {
  target   = "emulator"
  tree     = "none"
  needs    = ["programs-arm64"]
  commands = ["qemu-aarch64-static -L /usr/aarch64-linux-gnu dist/arm64/power 2"]
}
