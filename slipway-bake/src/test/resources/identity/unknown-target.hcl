target "builder" {}
KEY = identity("biulder")
