FROM scratch base image
