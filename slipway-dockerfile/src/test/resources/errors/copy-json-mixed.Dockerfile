FROM scratch
COPY ["a", null]
