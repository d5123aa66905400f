#!/usr/bin/env bash
# Fuzzes every target, or those that are named, for so many seconds each: fuzz/run.sh [SECONDS [TARGET…]]
#
# With RUNS=N each ends after so many runs from the seeds alone, and does the same every time: that is what CI does. It needs a
# stable Rust and a C++ compiler, which libFuzzer is built with; the flags are those that cargo-fuzz gives. What is found lies
# in fuzz/found, what was learnt in fuzz/corpus, and seeds in fuzz/made: none is kept in the repository.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
shift || true
[ $# -gt 0 ] || mapfile -t targets < <(cd targets && ls | sed 's/\.rs$//')
[ $# -gt 0 ] || set -- "${targets[@]}"

host=$(rustc -vV | sed -n 's/^host: //p')
profile=${PROFILE:-release}
programs=${CARGO_TARGET_DIR:-target}/$host/$profile
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
coverage+=" -Cllvm-args=-sanitizer-coverage-pc-table"
# Not --locked: the lock file is another one than the workspace's, and follows it.
RUSTFLAGS="--cfg fuzzing $coverage" cargo build --profile "$profile" --quiet --target "$host"

# What properties write to files is written to memory.
memory=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/virtc-fuzz.XXXXXX")
trap 'rm -rf "$memory"' EXIT

# Seeds are the examples and cases of the repository, beside those in `seeds`, which only the fuzzer needs. The dictionary is
# what the vocabulary and the language name.
rm -rf made
mkdir -p found made/rules
# The examples of rules: a file for each block of their pages.
awk '/^```yaml/ { file = sprintf("made/rules/%04d.yaml", ++number); next }
     /^```/ { if (file) close(file); file = ""; next }
     file { print > file }' ../docs/rules/*.md
seed() { # TARGET, and the files from the root of the repository
    local folder=$PWD/made/$1
    mkdir -p "$folder"
    (cd .. && cp --parents -t "$folder" "${@:2}")
}
files() { (cd .. && find "${@:2}" -name "*.$1" -size -16k | sort); }
mapfile -t yaml < <(files yaml specs tests/golden tests/diagnostics tests/reports fuzz/made/rules)
mapfile -t toml < <(files toml specs tests/golden tests/diagnostics)
mapfile -t xml < <(files xml tests)
mapfile -t csv < <(files csv specs tests)
mapfile -t settings < <(files toml tests | grep /virtc.toml)
mapfile -t hosts < <(grep -rl '<domainCapabilities' ../tests --include='*.xml' | sed 's|^../||')
seed yaml "${yaml[@]}"; seed toml "${toml[@]}"; seed xml "${xml[@]}"; seed import "${xml[@]}"; seed csv "${csv[@]}"
seed compile "${yaml[@]}" "${toml[@]}" "${xml[@]}"; seed fix "${yaml[@]}" "${toml[@]}" "${xml[@]}"
seed settings "${settings[@]}"; seed host "${hosts[@]}"; seed project "${yaml[@]}"
mkdir -p made/report made/expression made/manifest made/generated
awk 'FNR == 1 { if (file) close(file); file = sprintf("made/report/%04d", ++number); print FILENAME > file } { print > file }' \
    "${yaml[@]/#/../}" "${toml[@]/#/../}" "${xml[@]/#/../}"
{
    grep -rhoE '[A-Za-z_][A-Za-z0-9_-]+' ../schemas/vocabulary | sort -u | sed 's/.*/"&"/'
    printf '"%s"\n' '${' '$${' '}' '<<' '&a' '*a' '---' '<![CDATA[' '<!--' 'xmlns:' '[[' 'GiB' 'profiles' 'domains' 'members' 'unset' 'count' \
        'each' 'include' 'hosts' 'vars' '# virtc: allow(' 'domcapabilities' '\x0a=== rows.csv\x0a' '\x0a=== virtc.toml\x0a' '\x0a=== host.xml\x0a' '::error::' '##['
} >dictionary

for target; do
    options=(-timeout=5 -rss_limit_mb=1024 -artifact_prefix="found/$target-" -print_final_stats=1 -dict=dictionary)
    case $target in
        yaml | toml | xml | import | host) options+=(-max_len=16384) ;;
        expression | generated) options+=(-max_len=512) ;;
        *) options+=(-max_len=6144) ;;
    esac
    folders=("made/$target")
    [ ! -d "seeds/$target" ] || folders+=("seeds/$target")
    [ ! -d "../tests/fuzz/$target" ] || folders+=("../tests/fuzz/$target")
    if [ -n "${RUNS:-}" ]; then
        options+=(-runs="$RUNS" -seed=1)
    else
        mkdir -p "corpus/$target"
        folders=("corpus/$target" "${folders[@]}")
        options+=(-max_total_time="$seconds" -reload=0)
    fi
    TMPDIR=$memory "$programs/$target" "${options[@]}" "${folders[@]}" 2>"found/$target.log" || { tail -60 "found/$target.log"; exit 1; }
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "found/$target.log")
    echo "$target: $runs runs, $(grep -oE 'cov: [0-9]+ ft: [0-9]+ corp: [0-9]+' "found/$target.log" | tail -1)"
done
