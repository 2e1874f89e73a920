FROM scratch
ONBUILD FROM scratch
ONBUILD maintainer me
