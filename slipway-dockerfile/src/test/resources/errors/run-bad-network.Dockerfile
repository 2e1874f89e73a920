FROM scratch
RUN --network=hots make
