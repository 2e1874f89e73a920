FROM scratch
[31mRUN true
