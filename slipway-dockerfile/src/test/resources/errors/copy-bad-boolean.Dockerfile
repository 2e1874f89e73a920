FROM scratch
COPY --link=maybe a b
COPY --parents= a b
