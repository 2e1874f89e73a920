cache {
  gc {
    mount "apt*" {}
  }
}
