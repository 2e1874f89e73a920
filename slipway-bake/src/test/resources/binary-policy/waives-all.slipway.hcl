policy "release" {
  static = true
  waiver {
    reason  = "all of it"
    expires = "2027-01-31"
  }
}
