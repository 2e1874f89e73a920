FROM scratch
RUN ["make", 1]
