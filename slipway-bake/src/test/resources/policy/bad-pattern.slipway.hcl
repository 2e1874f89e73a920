cache {
  trust "acme/app/[ab]" { keys = ["ed25519:VukfF6FnbPMKHNCROhDzvMQvD3EtijVxa5jLAQMfWkg="] }
}
