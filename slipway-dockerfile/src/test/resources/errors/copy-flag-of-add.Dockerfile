FROM scratch
COPY --checksum=sha256:0 a b
