FROM scratch
RUN <<EOF
echo hi
FROM scratch
