cache {
  gc {
    target "" {
      firm = true
    }
  }
}
