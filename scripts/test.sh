#!/bin/bash
# All tests, inside test-environment.sh: first those that start nothing, side by side; then those that start
# servers and units, one after another; then those that need a container engine. All run even when one fails.
#
#   scripts/test.sh [quick|real|containers]...      (default: all three, after the record of the components)
#
# An engine that answers is used. Otherwise one is started for the tests, with images made on this machine where no
# registry offers them, and removed again. With CI=true or INFRA_WS_REQUIRE_COMPONENTS=1 an engine that cannot be
# started is a failure; elsewhere its tests are skipped, with the reason.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
# No test reads from a terminal, and none may depend on there being one.
exec </dev/null
log=$(mktemp)
engine=

finish() {
    if [ -n "$engine" ]; then
        scripts/docker-engine.sh stop "$engine"
    fi
    rm -f "$log"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

is_strict() { [ "${CI:-}" = true ] || [ "${INFRA_WS_REQUIRE_COMPONENTS:-}" = 1 ]; }

tests() { swift test --skip-build --disable-xctest "$@" 2>&1 | tee -a "$log"; }

# Where npm's registry is stood in for on loopback, containers need one that they reach. It ends with the engine.
start_registry() { # ADDRESS
    case ${npm_config_registry:-} in
    http://127.0.0.1:*) ;;
    *) return 0 ;;
    esac
    scripts/node-registry.py --host "$1" --url-file "$engine/registry.url" \
        --lock fixtures/monorepos/storefront/package-lock.json \
        /usr/share/nodejs .build/tools/node/usr/share/nodejs >/dev/null 2>&1 &
    echo $! >"$engine/registry.pid"
    for _ in $(seq 100); do
        [ ! -s "$engine/registry.url" ] || break
        sleep 0.1
    done
    INFRA_WS_IMAGE_NPM_REGISTRY=$(cat "$engine/registry.url") && export INFRA_WS_IMAGE_NPM_REGISTRY
}

# Fails where there is no engine to be had, and says why.
start_engine() {
    if timeout 10 docker version >/dev/null 2>&1; then
        echo "the engine that answers is used"
        scripts/base-images.sh pull runner
        return
    fi
    local program
    for program in dockerd containerd ip iptables; do
        PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || {
            echo "no container engine answers, and none can be started without $program"
            return 1
        }
    done
    if [ "$(id -u)" != 0 ]; then
        echo "no container engine answers, and only root can start one"
        return 1
    fi
    scripts/docker-engine.sh sweep
    local variables
    engine=$(scripts/docker-engine.sh folder) && variables=$(scripts/docker-engine.sh start "$engine" $$) || return 1
    eval "$variables"
    start_registry "$(cat "$engine/gateway")" && scripts/base-images.sh
}

containers() {
    local start=$SECONDS
    if start_engine; then
        echo "engine and images: $((SECONDS - start)) s"
        tests --no-parallel --filter 'RealTests\..*ContainerTests' || status=1
    elif is_strict; then
        echo "the container tests could not run"
        status=1
    else
        echo "the container tests are skipped"
    fi
}

quick() { tests --skip RealTests || status=1; }

real() { tests --no-parallel --filter RealTests --skip 'RealTests\..*ContainerTests' || status=1; }

status=0
if [ $# = 0 ]; then
    scripts/components.sh || exit 1
    set -- quick real containers
fi
swift build --build-tests || exit 1
for part in "$@"; do
    case $part in
    quick | real | containers) "$part" ;;
    *)
        echo "usage: scripts/test.sh [quick|real|containers]..." >&2
        exit 2
        ;;
    esac
done

echo
grep -aE 'Test run with [0-9]+ tests?' "$log"
[ "$status" = 0 ]
