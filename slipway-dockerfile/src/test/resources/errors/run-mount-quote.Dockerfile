FROM scratch
RUN --mount=type=cache,ta\"rget=/x make
