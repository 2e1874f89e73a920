FROM scratch
SHELL []
SHELL
