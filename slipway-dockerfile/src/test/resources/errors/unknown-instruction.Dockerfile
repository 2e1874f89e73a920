FROM scratch
CPOY a b
RUN make
