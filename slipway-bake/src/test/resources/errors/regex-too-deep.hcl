long = join("", [for i in range(1000) : join("", [for j in range(50) : "ab"])])
target "default" { args = { A = can(regexall("(a|b)*c", long)) || regex("(a|b)*c", long) == "" } }
