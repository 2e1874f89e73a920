target "default" {
  cache_to   = ["type=gha"]
  cache_from = ["type=gha"]
  cache-to   = ["type=gha,scpoe=main"]
}
