FROM scratch
HEALTHCHECK --interval=30 --timeout=1us CMD true
