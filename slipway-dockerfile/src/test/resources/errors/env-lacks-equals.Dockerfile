FROM scratch
ENV A=b c D=e
