#!/bin/bash
# Makes the images that Dockerfiles and compose files name, from this machine's own packages.
#
#   scripts/base-images.sh [debian|python|node|golang|postgres|redis]...     (default: all)
#
# For machines that reach no container registry. A tag is a name only: inside are Debian's versions. The
# Debian base is made with mmdebstrap, so `RUN apt-get install` works, and `RUN pip install` does because the
# certificates of this machine are copied in. What a registry offers is never replaced: an image that is
# already there stays. Never push these images.
#
# Needs busybox-static, mmdebstrap and an engine that answers (docker-engine.sh).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly here work library=docker.io/library
readonly certificates=/etc/ssl/certs/ca-certificates.crt

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

tag() { # IMAGE NAME:TAG...
    local image=$1 name
    shift
    for name in "$@"; do
        has_image "$name" || docker tag "$image" "$name"
    done
}

build() { # IMAGE, the Dockerfile on standard input
    local folder
    folder=$(mktemp -d "$work/build.XXXXXX")
    cat >"$folder/Dockerfile"
    # The classic builder needs no plug-in.
    DOCKER_BUILDKIT=0 docker build --quiet --tag "$1" "$folder" >"$work/log" 2>&1 || {
        tail -n 20 "$work/log" >&2
        exit 1
    }
}

# An image of programs of this machine: each with the libraries that it is linked to, busybox for the rest.
pack() { # IMAGE LAYER [--change INSTRUCTION]... -- FILE-OR-FOLDER...
    local image=$1 layer=$2 changes=() tool file
    shift 2
    while [ "$1" = --change ]; do
        changes+=(--change "$2")
        shift 2
    done
    shift
    local root=$work/root
    rm -rf "$root"
    mkdir -p "$root"/{bin,etc,tmp,run,root,proc,sys,dev,var,usr/bin,usr/sbin,lib64}
    chmod 1777 "$root/tmp"
    ln -s ../run "$root/var/run"
    cp /bin/busybox "$root/bin/busybox"
    for tool in $(busybox --list); do
        [ -e "$root/bin/$tool" ] || ln -s busybox "$root/bin/$tool"
    done
    ln -s /bin/env "$root/usr/bin/env"
    printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'postgres:x:70:70::/var/lib/postgresql:/bin/sh' \
        'redis:x:999:999::/data:/bin/sh' 'nobody:x:65534:65534::/:/bin/sh' >"$root/etc/passwd"
    printf '%s\n' 'root:x:0:' 'postgres:x:70:' 'redis:x:999:' 'nogroup:x:65534:' >"$root/etc/group"
    for file in "$@"; do
        mkdir -p "$root$(dirname "$file")"
        if [ -d "$file" ]; then
            cp -a "$file" "$root$(dirname "$file")/"
            find "$file" -type f \( -perm /111 -o -name '*.so*' \)
        else
            rm -f "$root$file"
            cp -aL "$file" "$root$file"
            echo "$file"
        fi
    done | while read -r file; do ldd "$file" 2>/dev/null || true; done |
        { grep -oE '/[^ ]+' || true; } | sort -u | while read -r file; do
        mkdir -p "$root$(dirname "$file")"
        [ -e "$root$file" ] || cp -aL "$file" "$root$file"
    done
    cp -al "$layer/." "$root/"
    tar -C "$root" -c . | docker import "${changes[@]}" - "$image" >/dev/null
}

make_debian() {
    mmdebstrap --quiet --variant=apt --include=ca-certificates \
        --customize-hook="copy-in $certificates /etc/ssl/certs" bookworm "$work/debian.tar" 2>"$work/log" || {
        cat "$work/log" >&2
        exit 1
    }
    docker import --change 'CMD ["bash"]' --change "ENV SSL_CERT_FILE=$certificates" \
        --change "ENV PIP_CERT=$certificates" "$work/debian.tar" "$library/debian:12" >/dev/null
    tag "$library/debian:12" debian:bookworm debian:bookworm-slim debian:12-slim
}

make_python() {
    build python:3.11-slim <<'DOCKERFILE'
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s python3 /usr/bin/python
CMD ["python3"]
DOCKERFILE
    tag python:3.11-slim python:3.11 python:3.12-slim python:3.12 python:3.13-slim
}

make_node() {
    local layer=$work/node npm
    npm=$(readlink -f "$(command -v npm)")
    npm=${npm%/bin/npm-cli.js}
    mkdir -p "$layer/usr/lib/node_modules" "$layer/usr/bin"
    cp -a "$npm" "$layer/usr/lib/node_modules/npm"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$layer/usr/bin/npm"
    ln -s ../lib/node_modules/npm/bin/npx-cli.js "$layer/usr/bin/npx"
    pack node:20-slim "$layer" --change 'CMD ["node"]' -- "$(command -v node)" /bin/bash
    tag node:20-slim node:20 node:20-alpine node:22-slim node:22-alpine
}

make_golang() {
    local layer=$work/golang goroot
    goroot=$(go env GOROOT)
    mkdir -p "$layer/usr/local/bin"
    cp -a "$goroot" "$layer/usr/local/go"
    ln -s ../go/bin/go "$layer/usr/local/bin/go"
    mkdir -p "$layer/etc/ssl/certs"
    cp "$certificates" "$layer/etc/ssl/certs/"
    # Where this machine's go reads Debian's sources, the image's does too.
    local tools=$here/../.build/tools path=/usr/local/bin:/usr/bin:/bin
    if [ -d "$tools/go/proxy" ]; then
        mkdir -p "$layer/opt/go/scripts" "$layer/opt/go/.build/tools/go" "$layer/opt/go/.build/tools/bin"
        cp -a "$here/stand-ins" "$layer/opt/go/scripts/"
        cp -a "$tools/go/proxy" "$layer/opt/go/.build/tools/go/"
        path=/opt/go/scripts/stand-ins:$path
    fi
    pack golang:1.22-alpine "$layer" --change "ENV PATH=$path" \
        --change 'ENV GOTOOLCHAIN=local' -- /bin/bash
    tag golang:1.22-alpine golang:1.22 golang:1.23-alpine
    mkdir -p "$work/alpine"
    pack alpine:3.20 "$work/alpine" --change 'CMD ["/bin/sh"]' -- /bin/busybox
    tag alpine:3.20 alpine:3 alpine:latest
}

make_postgres() {
    local layer=$work/postgres programs version
    programs=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
    version=$(basename "$(dirname "$programs")")
    mkdir -p "$layer/usr/local/bin" "$layer/docker-entrypoint-initdb.d" "$layer/var/lib/postgresql/data"
    cp "$here/images/postgres-entrypoint.sh" "$layer/usr/local/bin/docker-entrypoint.sh"
    pack "postgres:$version" "$layer" \
        --change "ENV PATH=/usr/local/bin:$programs:/usr/bin:/bin:/usr/sbin:/sbin" \
        --change 'ENV PGDATA=/var/lib/postgresql/data' --change 'EXPOSE 5432' \
        --change 'VOLUME /var/lib/postgresql/data' --change 'ENTRYPOINT ["docker-entrypoint.sh"]' \
        --change 'CMD ["postgres"]' -- \
        "$programs" "${programs%/bin}/lib" "/usr/share/postgresql/$version" /usr/share/zoneinfo \
        /usr/lib/locale/C.utf8 /etc/localtime /usr/bin/setpriv /bin/bash
    tag "postgres:$version" "postgres:$version-alpine" postgres:16 postgres:16-alpine postgres:17-alpine
}

make_redis() {
    mkdir -p "$work/redis/data"
    pack redis:7 "$work/redis" --change 'EXPOSE 6379' --change 'WORKDIR /data' --change 'VOLUME /data' \
        --change 'CMD ["redis-server","--bind","0.0.0.0","--protected-mode","no"]' -- \
        "$(command -v redis-server)" "$(command -v redis-cli)"
    tag redis:7 redis:7-alpine valkey/valkey:8 valkey/valkey:8-alpine
}

[ $# -gt 0 ] || set -- debian python node golang postgres redis
for image in "$@"; do
    case $image in
    debian) has_image debian:12 || make_debian ;;
    python) has_image python:3.11-slim || make_python ;;
    node) has_image node:20-slim || make_node ;;
    golang) has_image golang:1.22-alpine || make_golang ;;
    postgres) has_image postgres:16-alpine || make_postgres ;;
    redis) has_image redis:7 || make_redis ;;
    *)
        echo "base-images: unknown image $image" >&2
        exit 2
        ;;
    esac
done
