target "default" { contexts = { b = "target:b" } }
target "b" { contexts = { a = "target:default" } }
