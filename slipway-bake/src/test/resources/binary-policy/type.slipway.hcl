policy "release" {
  needed = "libc.so.6"
}
