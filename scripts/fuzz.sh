#!/bin/bash
# Runs the fuzz targets (Tests/FuzzTargets) with libFuzzer and the address sanitizer.
#
#   scripts/fuzz.sh SECONDS [TARGET...]    SECONDS for each target; all targets where none is named
#
# FUZZ_JOBS is how many run at a time (default: one more than processors), FUZZ_SEED where chance begins.
# What is found is put into .build/fuzz/found; the inputs that reach new code stay in .build/fuzz/corpus, so that the next
# run goes on from there.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
seconds=$1
shift
jobs=${FUZZ_JOBS:-$(($(nproc) + 1))}
work=$PWD/.build/fuzz
fuzzer=$work/debug/infra-ws-fuzz
mkdir -p "$work/found" "$work/logs"

# `-sanitize=fuzzer` would link libFuzzer's own `main` as well: only what it asks of the compiler is asked here. Files are
# optimised one by one, side by side; as one module they take three times as long. gold fails on these sections.
clang=$(dirname "$(readlink -f "$(command -v swiftc)")")/clang
library=$("$clang" -print-resource-dir)/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
if ! INFRA_WS_FUZZ=1 swift build --product infra-ws-fuzz --scratch-path "$work" -Xswiftc -O -Xswiftc -sanitize=address \
    -Xswiftc -sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table \
    -Xswiftc -use-ld=lld -Xlinker "$library" -Xlinker -lstdc++ >"$work/logs/build.log" 2>&1; then
    tail -50 "$work/logs/build.log"
    exit 1
fi
if [ $# -gt 0 ]; then targets=("$@"); else mapfile -t targets < <("$fuzzer" --list); fi

# Memory is bounded, and so is the time of one input: a reader that needs more than 20 s hangs.
run() { # TARGET
    mkdir -p "$work/corpus/$1"
    FUZZ_TARGET=$1 SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 "$fuzzer" "$work/corpus/$1" "Tests/FuzzSeeds/$1" \
        -seed="${FUZZ_SEED:-0}" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3072 -max_len=4096 \
        -print_final_stats=1 -verbosity=1 \
        -artifact_prefix="$work/found/$1-" >"$work/logs/$1.log" 2>&1
}

failed=()
while [ ${#targets[@]} -gt 0 ]; do
    batch=("${targets[@]:0:jobs}")
    targets=("${targets[@]:jobs}")
    pids=()
    for target in "${batch[@]}"; do
        run "$target" &
        pids+=($!)
    done
    for index in "${!batch[@]}"; do
        target=${batch[index]}
        log=$work/logs/$target.log
        if wait "${pids[index]}"; then
            result="no finding"
        else
            result="FOUND SOMETHING"
            failed+=("$target")
        fi
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        memory=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
        coverage=$(grep -o 'cov: [0-9]* ft: [0-9]*' "$log" | tail -1)
        printf '%-16s %9s runs, %4s MB, %s: %s\n' "$target" "${runs:-?}" "${memory:-?}" "${coverage:-no coverage}" "$result"
    done
done
for target in "${failed[@]}"; do
    echo "== $target"
    grep -aE 'ERROR|Fatal error|SUMMARY|Test unit written|Base64' "$work/logs/$target.log" | head -20
done
echo "${#failed[@]} of the targets found something"
[ ${#failed[@]} = 0 ]
