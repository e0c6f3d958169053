#!/bin/bash
# Starts a Docker engine of its own for the tests, with all its state in one folder, and removes it again.
#
#   scripts/docker-engine.sh start FOLDER [PID]  prints the variables to export; PID owns the engine (for sweep)
#   scripts/docker-engine.sh stop FOLDER         ends it and everything that it runs, and removes FOLDER
#   scripts/docker-engine.sh sweep               does so with every engine whose owner is gone
#   scripts/docker-engine.sh folder              makes a folder that an engine can work in, and prints it
#
# It has a containerd, a bridge and address ranges of its own: an engine that was killed leaves sockets, bridges,
# mounts and rules behind, and nothing of that is in the way here. Needs root, dockerd, containerd and ip.
# FOLDER/gateway holds the address under which containers reach this machine, FOLDER/log what the engine said. A
# process that serves them, has FOLDER in its arguments and its number in FOLDER/registry.pid ends with the engine.
set -euo pipefail

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
readonly action=${1:-} folder=${2:-} owner=${3:-$PPID}
readonly socket=$folder/docker.sock
readonly name=infra-ws-engine
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

usage() {
    echo "usage: scripts/docker-engine.sh start FOLDER [PID] | stop FOLDER | sweep | folder" >&2
    exit 2
}

# Ended, or a zombie that its parent has not waited for yet.
is_gone() { [ ! -d "/proc/$1" ] || grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

# A process id is used again; with the time of its start it is not.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

# Not on a memory file system, which overlayfs refuses, and short: the path of a socket has at most 107 bytes.
make_folder() {
    local parent
    for parent in /var/tmp /tmp "${TMPDIR:-/tmp}"; do
        case $(stat --file-system --format %T "$parent" 2>/dev/null) in
        '' | tmpfs | ramfs) continue ;;
        esac
        if [ -w "$parent" ] && [ ${#parent} -lt 40 ]; then
            mktemp -d "$parent/$name.XXXXXX"
            return 0
        fi
    done
    echo "docker-engine: no folder on a disk with a short path" >&2
    return 1
}

# The first two numbers of 65,536 addresses that no route of this machine leads to.
free_range() {
    local ranges=(10.214 10.143 172.27 10.87 10.61 172.19 10.231 192.168) count first range taken
    count=${#ranges[@]}
    for first in $(seq "$count"); do
        # Each engine begins elsewhere, so that two that start at once do not meet.
        range=${ranges[(first + $$) % count]}
        taken=$(ip -4 route show table all root "$range.0.0/16" && ip -4 route show table all match "$range.0.0/16")
        if [ -z "$(sed '/^default/d' <<<"$taken")" ]; then
            echo "$range"
            return 0
        fi
    done
    echo "docker-engine: every address range that was tried is taken" >&2
    return 1
}

# What fits into the packets of this machine: larger ones of containers would be lost where it tells nobody.
outer_mtu() {
    local device
    device=$(ip -4 route show default | sed -n '1s/.* dev \([^ ]*\).*/\1/p')
    cat "/sys/class/net/${device:-lo}/mtu" 2>/dev/null || echo 1500
}

make_bridge() { # RANGE
    local bridge=iws-$$
    ip link add name "$bridge" type bridge
    echo "$bridge" >"$folder/bridge"
    ip address add "$1.0.1/24" dev "$bridge"
    ip link set "$bridge" up
    echo "$1.0.1" >"$folder/gateway"
}

# Waits until a command succeeds; fails when the process ends before, or after 60 s.
until_answers() { # PID COMMAND...
    local process=$1
    shift
    for _ in $(seq 600); do
        if "$@" >/dev/null 2>&1; then
            return 0
        fi
        if is_gone "$process"; then
            return 1
        fi
        sleep 0.1
    done
    return 1
}

start_containerd() {
    cat >"$folder/containerd.toml" <<TOML
version = 2
root = "$folder/containerd"
state = "$folder/exec/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$folder/containerd.sock"
TOML
    setsid containerd --config "$folder/containerd.toml" >>"$folder/log" 2>&1 </dev/null &
    echo $! >"$folder/containerd.pid"
    until_answers $! test -S "$folder/containerd.sock"
}

start_dockerd() { # RANGE
    setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/dockerd.pidfile" \
        --containerd "$folder/containerd.sock" --host "unix://$socket" --bridge "$(cat "$folder/bridge")" \
        --default-address-pool "base=$1.128.0/17,size=24" --mtu "$(outer_mtu)" >>"$folder/log" 2>&1 </dev/null &
    echo $! >"$folder/dockerd.pid"
    until_answers $! curl -sf -m 2 --unix-socket "$socket" http://engine/_ping
}

start() {
    local compose=$here/../.build/tools/docker/cli-plugins/docker-compose range
    mkdir -p "$folder/config/cli-plugins"
    echo "$owner $(started_at "$owner")" >"$folder/owner"
    if [ -e "$compose" ]; then
        ln -sfn "$(readlink -f "$compose")" "$folder/config/cli-plugins/docker-compose"
    fi
    : >"$folder/log"
    if range=$(free_range 2>>"$folder/log") && make_bridge "$range" 2>>"$folder/log" && start_containerd &&
        start_dockerd "$range"; then
        printf 'export DOCKER_HOST=%q DOCKER_CONFIG=%q\n' "unix://$socket" "$folder/config"
        return 0
    fi
    echo "docker-engine: the engine did not start" >&2
    tail -n 40 "$folder/log" >&2
    return 1
}

# Ends a process that was asked to end, after 15 s without being asked.
end() { # PID
    kill "$1" 2>/dev/null || return 0
    for _ in $(seq 150); do
        if is_gone "$1"; then
            return 0
        fi
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null || true
}

end_recorded() { # FILE
    local process
    process=$(cat "$folder/$1" 2>/dev/null) || return 0
    # The number may be another process's by now.
    if grep -qaF "$folder" "/proc/$process/cmdline" 2>/dev/null; then
        end "$process"
    fi
}

# What an engine that was killed leaves running: containers by their control group, shims by their argument.
end_left_processes() {
    local file id ids=()
    for id in "$folder"/data/containers/*; do
        [ ! -d "$id" ] || ids+=(-e "$(basename "$id")")
    done
    for file in /proc/[0-9]*; do
        if grep -qaF "$folder" "$file/cmdline" 2>/dev/null && grep -qa containerd-shim "$file/cmdline" ||
            { [ ${#ids[@]} != 0 ] && grep -qF "${ids[@]}" "$file/cgroup" 2>/dev/null; }; then
            kill -KILL "${file#/proc/}" 2>/dev/null || true
        fi
    done
}

remove_mounts() {
    awk -v below="$folder/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do
        umount --lazy "$mount" 2>/dev/null || true
    done
}

# Its bridge, those of its networks, and the rules about them.
remove_bridges() {
    local link table rule words
    for link in $(cat "$folder/bridge" 2>/dev/null) \
        $(grep -aoE '[0-9a-f]{64}' "$folder/data/network/files/local-kv.db" 2>/dev/null | cut -c 1-12 | sort -u | sed 's/^/br-/'); do
        ip link show dev "$link" >/dev/null 2>&1 || continue
        ip link delete dev "$link" || true
        for table in nat filter; do
            iptables-save -t "$table" 2>/dev/null | { grep -wF -e "$link" || true; } | while read -r rule; do
                read -ra words <<<"${rule/#-A/-D}"
                iptables -t "$table" "${words[@]}" 2>/dev/null || true
            done
        done
    done
}

stop() {
    local containers=()
    [ -d "$folder" ] || return 0
    export DOCKER_HOST=unix://$socket
    mapfile -t containers < <(timeout 20 docker ps --all --quiet 2>/dev/null)
    if [ ${#containers[@]} != 0 ]; then
        timeout 60 docker rm --force --volumes "${containers[@]}" >/dev/null || true
    fi
    timeout 20 docker network prune --force >/dev/null 2>&1 || true
    end_recorded registry.pid
    end_recorded dockerd.pid
    end_recorded containerd.pid
    end_left_processes
    remove_mounts
    remove_bridges
    rm -rf "$folder" || { sleep 1 && remove_mounts && rm -rf "$folder"; }
}

sweep() {
    local found process time
    for found in /var/tmp/"$name".* /tmp/"$name".*; do
        [ -d "$found" ] || continue
        read -r process time < <(cat "$found/owner" 2>/dev/null || echo 0 0)
        if [ "$process" = 0 ] || is_gone "$process" || [ "$(started_at "$process")" != "$time" ]; then
            echo "docker-engine: removing what an earlier engine left in $found" >&2
            "${BASH_SOURCE[0]}" stop "$found" || true
        fi
    done
}

case $action:$# in
start:[23]) start ;;
stop:2) stop ;;
sweep:1) sweep ;;
folder:1) make_folder ;;
*) usage ;;
esac
