FROM scratch
RUN <<EOF
echo hi
  EOF
