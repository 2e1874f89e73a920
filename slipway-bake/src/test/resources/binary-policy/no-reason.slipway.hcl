policy "release" {
  static = true
  waiver {
    file    = "tool"
    expires = "2027-01-31"
  }
}
