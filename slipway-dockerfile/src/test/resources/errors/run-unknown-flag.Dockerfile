FROM scratch
RUN --mont=type=cache,target=/x make
