FROM scratch
COPY --chown a b
COPY --chmod= a b
