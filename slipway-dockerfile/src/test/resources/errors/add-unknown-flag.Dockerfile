FROM scratch
ADD --keepgit-dir=true a b
