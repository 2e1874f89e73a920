FROM scratch
ENV =value
