FROM scratch
ENV A=b \
    # a comment
    C=d \
    wrong
