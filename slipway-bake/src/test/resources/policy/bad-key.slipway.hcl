cache {
  trust "acme/app/main" {
    keys = ["ed25519:VukfF6FnbPMKHNCROhDzvMQvD3EtijVxa5jLAQMfWkg"]
  }
}
