cache {
  gc {
    keepfor = "336h"
  }
}
