targt "web" {}
target "default" {}
