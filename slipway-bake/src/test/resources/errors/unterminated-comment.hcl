target "default" {}
/* the rest
