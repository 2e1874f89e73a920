target "default" {
  args = { A = glob_sha256("*.nothing", "no-such-folder/**/*.c") }
}
