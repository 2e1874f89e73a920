policy "release" {}
