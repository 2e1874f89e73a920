ARG
FROM scratch
