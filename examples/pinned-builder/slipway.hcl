# What is promised of the programs: they run wherever glibc is 2.28 or newer, and look for libraries only where the system does.
policy "everywhere" {
  profile  = "manylinux_2_28"
  no-rpath = true
}
