#!/bin/bash
# Runs a command where units can be installed and started, and ends what it started for that.
#
#   scripts/test-environment.sh COMMAND [ARGUMENT]...
#   scripts/test-environment.sh bash          # a shell in it
#
# PATH begins with the programs that setup-debian.sh put into .build/tools. Where npm's registry is not
# reached, a registry on loopback serves Debian's packages; where Go's module proxy is not reached, `go`
# reads Debian's sources. Where they are reached, neither is changed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$here/../.build/tools
mkdir -p "$tools/bin"
tools=$(cd "$tools" && pwd)
root=$(cd "$here/.." && pwd)
# shellcheck source=scripts/registries.sh
source "$here/registries.sh"

[ $# -gt 0 ] || {
    echo "usage: scripts/test-environment.sh COMMAND [ARGUMENT]..." >&2
    exit 2
}

registry=
state=
finish() {
    if [ -n "$registry" ]; then
        kill "$registry" 2>/dev/null || true
        wait "$registry" 2>/dev/null || true
    fi
    if [ -n "$state" ]; then
        rm -rf "$state"
    fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_npm_registry() {
    local lock locks=()
    for lock in "$root"/fixtures/monorepos/*/package-lock.json; do
        locks+=(--lock "$lock")
    done
    state=$(mktemp -d)
    "$here/node-registry.py" --url-file "$state/url" "${locks[@]}" /usr/share/nodejs "$tools/node/usr/share/nodejs" \
        >"$state/log" 2>&1 </dev/null &
    registry=$!
    for _ in $(seq 100); do
        [ ! -s "$state/url" ] || break
        sleep 0.1
    done
    [ -s "$state/url" ] || {
        cat "$state/log" >&2
        exit 1
    }
    npm_config_registry=$(cat "$state/url")
    export npm_config_registry
    # A cache of its own: under the same names and versions it holds other code than npm's.
    export npm_config_cache=$tools/npm-cache npm_config_fetch_retries=0
}

export PATH=$tools/bin:$PATH
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
if [ -d "$tools/docker/cli-plugins" ] && [ -z "${DOCKER_CONFIG:-}" ] && ! docker compose version >/dev/null 2>&1; then
    export DOCKER_CONFIG=$tools/docker
fi
if [ -d "$root/../shared/suites" ]; then
    INFRA_WS_SUITES=$(cd "$root/../shared/suites" && pwd)
    export INFRA_WS_SUITES
fi
if [ -d "$root/../shared/schemas" ]; then
    INFRA_WS_SCHEMAS=$(cd "$root/../shared/schemas" && pwd)
    export INFRA_WS_SCHEMAS
fi
if [ -f "$root/../shared/design/filter-cases.json" ]; then
    INFRA_WS_FILTER_CASES=$(cd "$root/../shared/design" && pwd)/filter-cases.json
    export INFRA_WS_FILTER_CASES
fi
if command -v npm >/dev/null && [ -d /usr/share/nodejs ] && ! npm_registry_answers; then
    start_npm_registry
fi
if command -v go >/dev/null && [ -d "$tools/go/proxy" ] && ! go_proxy_answers; then
    export PATH=$here/stand-ins:$PATH
fi

"$@"
