cache {
  trust { keys = ["ed25519:VukfF6FnbPMKHNCROhDzvMQvD3EtijVxa5jLAQMfWkg="] }
}
