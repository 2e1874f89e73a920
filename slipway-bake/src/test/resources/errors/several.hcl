target "a" { tags = [nope] }
target "b" { no-cache = "x" }
target "default" {}
