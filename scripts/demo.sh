#!/bin/bash
# The main job on a scratch copy of the storefront, with the release binary.
#
#   scripts/test-environment.sh scripts/demo.sh BINARY     KEEP=1 leaves the copy
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
binary=$(realpath "$1")
scratch=$(mktemp -d)
if [ -z "${KEEP:-}" ]; then
    trap 'rm -rf "$scratch"' EXIT
fi

"$here/fixture.sh" storefront "$scratch/storefront"
cd "$scratch/storefront"
echo "The storefront, a scratch copy in $PWD" >&2
echo
echo '$ infra-ws topology'
"$binary" topology
echo
echo '$ infra-ws run'
status=0
"$binary" run || status=$?
echo
echo '$ git status --short'
git status --short
exit "$status"
