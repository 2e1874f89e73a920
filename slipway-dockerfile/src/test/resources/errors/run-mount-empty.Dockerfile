FROM scratch
RUN --mount= make
