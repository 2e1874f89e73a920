group "default" { targets = ["app", "sub"] }
group "sub" { targets = ["tool"] }
target "_base" {}
target "app" {
  name     = "app-${cc}"
  matrix   = { cc = ["gcc", "clang"] }
  inherits = ["_base"]
  contexts = { src = "target:source" }
  args     = { T = target.meta.tags[0] }
}
target "source" {}
target "meta" { tags = ["v1"] }
target "tool" {}
target "old" {}
target "older" {}
target "manual" { description = "run by hand" }
