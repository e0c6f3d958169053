#!/bin/bash
# Starts a Docker engine of its own for the tests, with all its state in one folder, and stops it.
#
#   scripts/docker-engine.sh start FOLDER     prints the variables to export
#   scripts/docker-engine.sh stop FOLDER      stops it and everything that it runs
#
# FOLDER must be short (the path of a socket has at most 107 bytes) and not on a memory file system. Two
# engines at once need bridges of their own: DOCKER_ENGINE_ARGUMENTS="--bip 172.30.0.1/24".
set -euo pipefail

usage() {
    echo "usage: scripts/docker-engine.sh start|stop FOLDER" >&2
    exit 2
}

[ $# = 2 ] || usage
readonly action=$1 folder=$2
readonly socket=$folder/docker.sock
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Ended, or a zombie that its parent has not waited for yet.
is_gone() { [ ! -d "/proc/$1" ] || grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

start() {
    local compose=$here/../.build/tools/docker/cli-plugins/docker-compose
    mkdir -p "$folder/config/cli-plugins"
    if [ -e "$compose" ]; then
        ln -sfn "$(readlink -f "$compose")" "$folder/config/cli-plugins/docker-compose"
    fi
    rm -f "$folder/pid"
    read -ra more <<<"${DOCKER_ENGINE_ARGUMENTS:-}"
    setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
        --host "unix://$socket" "${more[@]}" >"$folder/log" 2>&1 </dev/null &
    local engine=$!
    for _ in $(seq 300); do
        if curl -sf -m 2 --unix-socket "$socket" http://engine/_ping >/dev/null 2>&1; then
            printf 'export DOCKER_HOST=%q DOCKER_CONFIG=%q\n' "unix://$socket" "$folder/config"
            return 0
        fi
        ! is_gone "$engine" || break
        sleep 0.1
    done
    tail -n 5 "$folder/log" >&2
    return 1
}

stop() {
    local containers=()
    export DOCKER_HOST=unix://$socket
    mapfile -t containers < <(docker ps --all --quiet 2>/dev/null)
    if [ ${#containers[@]} != 0 ]; then
        docker rm --force --volumes "${containers[@]}" >/dev/null
    fi
    if [ -s "$folder/pid" ]; then
        local engine
        engine=$(cat "$folder/pid")
        kill "$engine" 2>/dev/null || true
        for _ in $(seq 150); do
            ! is_gone "$engine" || break
            sleep 0.1
        done
    fi
    # The engine leaves this mount behind; with it the folder cannot be removed.
    umount "$folder/exec/netns/default" 2>/dev/null || true
}

case $action in
start) start ;;
stop) stop ;;
*) usage ;;
esac
