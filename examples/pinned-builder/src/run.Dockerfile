FROM system AS old
COPY --from=tools /amd64 /usr/local/bin/
RUN power 2 && letters

FROM system AS emulated
COPY --from=tools /arm64 /usr/local/bin/
RUN qemu-aarch64-static -L /usr/aarch64-linux-gnu /usr/local/bin/power 2
