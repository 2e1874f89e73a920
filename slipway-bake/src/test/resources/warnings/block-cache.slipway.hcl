chache {}
asert {}
target "default" {}
