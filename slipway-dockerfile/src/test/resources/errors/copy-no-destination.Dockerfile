FROM scratch
COPY a
ADD
