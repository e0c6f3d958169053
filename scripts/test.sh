#!/bin/bash
# All tests, inside test-environment.sh: first those that start nothing, side by side; then those that start
# servers and units, one after another. Both run even when the first fails.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

status=0
swift build --build-tests || exit 1
swift test --skip-build --disable-xctest --skip RealTests 2>&1 | tee -a "$log" || status=1
swift test --skip-build --disable-xctest --no-parallel --filter RealTests 2>&1 | tee -a "$log" || status=1

echo
grep -aE 'Test run with [0-9]+ tests?' "$log"
exit "$status"
