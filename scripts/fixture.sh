#!/bin/bash
# Makes a scratch copy of a fixture as a git repository with one commit.
#
#   scripts/fixture.sh NAME FOLDER     FOLDER must not exist yet
set -euo pipefail

[ $# = 2 ] || {
    echo "usage: scripts/fixture.sh NAME FOLDER" >&2
    exit 2
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly from=$here/../fixtures/monorepos/$1 to=$2

[ -d "$from" ] || {
    echo "fixture: there is no fixture $1" >&2
    exit 2
}
[ ! -e "$to" ] || {
    echo "fixture: $to exists" >&2
    exit 2
}
mkdir -p "$to"
cp -a "$from/." "$to/"
git -C "$to" init --quiet --initial-branch main
git -C "$to" add --all
git -C "$to" -c user.name=storefront -c user.email=storefront@example.com -c commit.gpgsign=false \
    commit --quiet --message "Start"
git -C "$to" clean -fdxq
