FROM system AS build
COPY power.c /
RUN gcc -O2 -o power power.c -lm

FROM scratch
COPY --from=build /power /
