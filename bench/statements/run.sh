#!/bin/sh
# Scores the statements that `stance infer` finds in a part of PolNeAR, and times it.
#
# usage: bench/statements/run.sh [train|dev] [BUILD_DIR]      (dev, build)
#
# The corpus and the scorer stand beside the checkout, in ../shared (STANCE_SHARED); nothing of them is part of the repository.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
part=${1:-dev}
build=${2:-$root/build}
shared=${STANCE_SHARED:-$root/../shared}
corpus=$shared/data/polnear/$part
if [ ! -d "$corpus/text" ]; then echo "$corpus is not there; set STANCE_SHARED" >&2; exit 77; fi
out=$(mktemp)
trap 'rm -f "$out"' EXIT INT TERM
start=$(date +%s.%N)
"$build/stance" infer --format jsonl "$corpus"/text/*.txt > "$out"
end=$(date +%s.%N)
python3 "$shared/tools/score_statements.py" "$corpus" "$out"
awk -v n="$(ls "$corpus/text" | wc -l)" -v s="$start" -v e="$end" 'BEGIN { printf "rate      %.0f articles a second, text to labelled JSONL\n", n / (e - s) }'
