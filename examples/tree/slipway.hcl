# What buildx has no words for: rules of the matrix, and tests that must pass before an image goes anywhere.

variable "broken" {
  description = "Combinations that nobody can build"
  default = [{ compiler = "clang", level = "O3", linking = "static" }]
}

target "build" {
  exclude = broken
}

target "install" {
  exclude = broken
  depends-on = [elem("target:smoke", [compiler, level, linking])]
}

target "smoke" {
  exclude = broken
  assert {
    condition = contains(["static", "dynamic"], linking)
    message = "${linking} is no kind of linking"
  }
}
