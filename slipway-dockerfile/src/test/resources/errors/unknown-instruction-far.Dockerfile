FROM scratch
INSTALL vim
