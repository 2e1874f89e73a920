cache {
  only-own = "perhaps"
}
