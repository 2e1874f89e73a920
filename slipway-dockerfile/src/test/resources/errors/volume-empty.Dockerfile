FROM scratch
VOLUME
VOLUME []
VOLUME ["/a", " "]
