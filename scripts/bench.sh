#!/bin/bash
# Times the commands that people wait for: the best of several runs, in milliseconds.
#
#   scripts/bench.sh BINARY [PACKAGES]     PACKAGES: how many packages the made monorepo has (default 500)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
binary=$(realpath "$1")
packages=${2:-500}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

best() { # LABEL COMMAND...
    local label=$1 start took least=
    shift
    for _ in $(seq 10); do
        start=$(date +%s%N)
        "$@" >/dev/null 2>&1 || true
        took=$(($(date +%s%N) - start))
        if [ -z "$least" ] || [ "$took" -lt "$least" ]; then
            least=$took
        fi
    done
    printf '%-44s %8.1f ms\n' "$label" "$(awk -v n="$least" 'BEGIN { print n / 1000000 }')"
}

# A monorepo of npm packages, twenty files each. Ten form a group in which each depends on the one before.
make_monorepo() { # FOLDER
    local number folder file dependency
    mkdir -p "$1"
    printf '{"name": "made", "private": true, "workspaces": ["packages/*"]}\n' >"$1/package.json"
    for number in $(seq "$packages"); do
        folder=$1/packages/p$number
        mkdir -p "$folder/src"
        dependency=
        if [ $((number % 10)) -ne 1 ]; then
            dependency="\"p$((number - 1))\": \"*\", "
        fi
        printf '{"name": "p%s", "version": "1.0.0", "dependencies": {%s"express": "^4.18.2"}}\n' \
            "$number" "$dependency" >"$folder/package.json"
        for file in $(seq 20); do
            printf 'export const value = %s;\n' "$file" >"$folder/src/f$file.js"
        done
    done
    git -C "$1" init --quiet
    git -C "$1" add --all
    git -C "$1" -c user.name=made -c user.email=made@example.com commit --quiet --message made
}

"$here/fixture.sh" storefront "$scratch/storefront"
make_monorepo "$scratch/made"
best "git --version" git --version
best "infra-ws --version" "$binary" --version
best "infra-ws topology, storefront" "$binary" topology --root "$scratch/storefront"
best "infra-ws status, storefront" "$binary" status --root "$scratch/storefront"
best "git ls-files, $packages packages" git -C "$scratch/made" ls-files
best "infra-ws topology, $packages packages" "$binary" topology --root "$scratch/made"
best "infra-ws status, $packages packages" "$binary" status --root "$scratch/made"
printf 'export const value = 0;\n' >"$scratch/made/packages/p4/src/f1.js"
best "git diff --name-only HEAD, $packages packages" git -C "$scratch/made" diff --name-only HEAD
best "infra-ws affected, $packages packages" "$binary" affected --base HEAD --root "$scratch/made"
