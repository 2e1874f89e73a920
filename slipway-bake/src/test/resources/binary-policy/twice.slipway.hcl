policy "release" { static = true }
policy "release" { libc = "musl" }
