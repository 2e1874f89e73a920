target "default" { labels = { for x in ["a", "b"] : "same" => x } }
