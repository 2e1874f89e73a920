# packages are kept in cache mounts, of which apt would empty its own
FROM input
ARG compilers
RUN --mount=type=cache,id=tree-apt,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,id=tree-lists,target=/var/lib/apt,sharing=locked <<SETUP
set -eu
rm -f /etc/apt/apt.conf.d/docker-clean
sed 's/^deb /deb-src /' /etc/apt/sources.list >/tmp/sources
cat /tmp/sources >>/etc/apt/sources.list
apt-get update
apt-get install -y --no-install-recommends $compilers make patch libc6-dev dpkg-dev
SETUP
