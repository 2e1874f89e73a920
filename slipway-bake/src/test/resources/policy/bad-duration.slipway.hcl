cache {
  gc {
    mount "apt*" {
      keep-for = "2 weeks"
    }
  }
}
