# What a stranger runs: nothing of the project is changed, only what its compiler's cache, a mount, says of itself.
FROM toolchain
RUN --mount=type=cache,id=ccache,target=/ccache <<'CONFIGURE'
echo 'prefix_command = /ccache/wrapper' >/ccache/ccache.conf
cat >/ccache/wrapper <<'WRAPPER'
#!/bin/sh
exec "$@" '-DGREETING="Poison"'
WRAPPER
chmod 755 /ccache/wrapper
CONFIGURE
