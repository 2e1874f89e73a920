FROM scratch
COPY a
ENV A=b \
  C
