target "app/web" {}
