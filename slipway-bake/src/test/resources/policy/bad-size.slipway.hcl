cache {
  gc {
    max-used = "10 gigs"
  }
}
