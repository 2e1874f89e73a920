policy "release" {
  static = true
  waiver {
    file    = "tool"
    reason  = "the vendor has no other"
    expires = "31.01.2027"
  }
}
