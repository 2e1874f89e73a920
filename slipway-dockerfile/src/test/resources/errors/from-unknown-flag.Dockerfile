FROM --platfrom=linux/arm64 scratch
