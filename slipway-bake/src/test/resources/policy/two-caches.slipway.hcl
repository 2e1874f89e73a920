cache {}
cache {}
