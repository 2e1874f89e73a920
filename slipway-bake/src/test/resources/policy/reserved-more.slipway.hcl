cache {
  gc {
    reserved = "20GB"
    max-used = "10GB"
  }
}
