#!/bin/sh
# Counts cues and ends of content on PolNeAR's train part again, and rewrites the tables of articles/. For whoever changes the rules: the
# build needs neither this nor Python. Run it twice where the rules changed much: which verbs end content depends on the cue table.
#
# usage: bench/statements/learn.sh [BUILD_DIR]      (build)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build}
corpus=${STANCE_SHARED:-$root/../shared}/data/polnear/train
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
dump() {
  cmake --build "$build" --target stance_rooms > /dev/null
  cc -O2 -std=gnu17 -I"$root" -I"$root/include" "$root/bench/statements/dump_candidates.c" "$build/libstance_rooms.a" \
    -lutf8proc -lxxhash -lcjson -lstemmer -lz -lpthread -lm -o "$work/dump"
  "$work/dump" "$corpus"/text/*.txt > "$work/candidates.tsv"
}
dump
python3 "$root/bench/statements/learn_breaks.py" "$corpus" "$work/candidates.tsv"
dump
python3 "$root/bench/statements/learn_cues.py" "$corpus" "$work/candidates.tsv"
python3 "$root/articles/words/make_tables.py"
