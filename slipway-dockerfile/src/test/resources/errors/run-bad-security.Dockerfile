FROM scratch
RUN --security=off make
