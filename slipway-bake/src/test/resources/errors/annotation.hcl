target "default" { annotations = ["indx:a=b"] }
