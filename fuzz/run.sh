#!/usr/bin/env bash
# Fuzzes every target, or those that are named, for so many seconds each: fuzz/run.sh [SECONDS [TARGET…]]
#
# It needs a nightly toolchain with its sources of libFuzzer, which libfuzzer-sys brings; cargo-fuzz is not needed. What is
# found lies in fuzz/found, and what was learnt in fuzz/corpus: neither is kept in the repository.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
shift || true
[ $# -gt 0 ] || set -- yaml toml xml expression csv manifest compile import fix

# Seeds are the examples and cases of the repository; the dictionary is what the vocabulary and the language name.
mkdir -p found
copy() { # TARGET, and the files
    mkdir -p "corpus/$1"
    local target=$1 file
    shift
    for file; do cp "$file" "corpus/$target/$(sha256sum <"$file" | cut -c1-16)"; done
}
mapfile -t yaml < <(find ../specs ../tests/golden ../tests/diagnostics -name '*.yaml' -size -8k)
mapfile -t toml < <(find ../specs ../tests/golden ../tests/diagnostics -name '*.toml' -size -8k)
mapfile -t xml < <(find ../tests -name '*.xml' -size -16k)
mapfile -t csv < <(find ../tests ../specs -name '*.csv' -size -8k)
copy yaml "${yaml[@]}"; copy toml "${toml[@]}"; copy xml "${xml[@]}"; copy import "${xml[@]}"; copy csv "${csv[@]}"
copy compile "${yaml[@]}" "${toml[@]}" "${xml[@]}"; copy fix "${yaml[@]}" "${toml[@]}" "${xml[@]}"
mkdir -p corpus/expression corpus/manifest
printf 'a-${n:02} ${i %% 5 + 1} $${x} ${-(1)} ${site.name == %sx%s}' "'" "'" >corpus/expression/seed
printf '{"version":1,"files":[{"file":"a.xml","spec":"a.yaml","sha256":"%064d"}]}' 0 >corpus/manifest/seed
{
    grep -rhoE '[A-Za-z_][A-Za-z0-9_-]+' ../schemas/vocabulary | sort -u | sed 's/.*/"&"/'
    printf '"%s"\n' '${' '$${' '}' '<<' '&a' '*a' '---' '<![CDATA[' '<!--' 'xmlns:' '[[' 'GiB' 'profiles' 'domains' 'members' 'unset' 'count' 'each' 'include' 'hosts' 'vars'
} >dictionary

export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
host=$(rustc +nightly -vV | sed -n 's/^host: //p')
cargo +nightly build --release --quiet --target "$host"
target_dir=${CARGO_TARGET_DIR:-target}
for target; do
    echo "== $target"
    "$target_dir/$host/release/$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=16384 -dict=dictionary \
        -artifact_prefix=found/ -print_final_stats=1 "corpus/$target" 2>"found/$target.log" || { tail -40 "found/$target.log"; exit 1; }
    grep -E 'number_of_executed_units|DONE' "found/$target.log"
done
