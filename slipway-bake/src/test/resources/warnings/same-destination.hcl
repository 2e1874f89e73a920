group "default" { targets = ["a", "b", "c", "d", "e", "f", "g", "h", "m"] }
target "a" { output = ["type=local,dest=out"] }
target "b" { output = ["./out/../out/", "type=tar,dest=./y/../x.tar"] }
target "c" { output = ["type=tar,dest=x.tar", "type=local,dest=other"] }
target "d" { output = ["type=oci,dest=x.tar"] }
target "e" { output = ["type=tar,dest=-", "type=image,name=a"] }
target "f" { output = ["type=tar,dest=-"] }
target "g" { output = ["type=oci,dest=layout,tar=false"] }
target "h" { output = ["type=oci,dest=layout,tar=false"] }
target "m" {
  name   = "m-${i}"
  matrix = { i = ["1", "2", "3"] }
  output = ["type=docker,dest=m.tar"]
}
