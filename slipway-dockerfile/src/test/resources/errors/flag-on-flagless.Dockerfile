FROM scratch
WORKDIR --create /x
ENV --x A=b
