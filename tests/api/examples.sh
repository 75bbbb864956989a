#!/bin/sh
# Installs into a folder, compiles every example of docs/examples/ against that, as docs/embedding.md says, and looks at what each says. The
# module for Python is imported from there too, and must find the library and the model of its own prefix.
set -eu
source=$1
binary=$2
cmake=$3
c=$4
cxx=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$binary" --prefix "$work/usr" >/dev/null
libraries=$(dirname "$(find "$work/usr" -name libstance.so | head -n 1)")
PKG_CONFIG_PATH=$libraries/pkgconfig
export PKG_CONFIG_PATH
unset STANCE_MODEL STANCE_LIBRARY PYTHONPATH
flags() { pkg-config --define-variable=prefix="$work/usr" "$@"; }
strict='-Wall -Wextra -pedantic -Werror'
# shellcheck disable=SC2046,SC2086 # words wanted
compile() { # PACKAGE COMPILER FLAGS SOURCE PROGRAM
  $2 $3 $strict $(flags --cflags "$1") "$source/docs/examples/$4" -o "$work/$5" $(flags --libs "$1") -Wl,-rpath,"$libraries"
}
compile stance "$c" '-std=gnu11' label_lines.c label_lines
compile stance "$c" '-std=gnu17' article_speakers.c article_speakers
compile stance_train "$c" '-std=gnu17' train_evaluate.c train_evaluate
for standard in 11 14 17 20; do
  compile stance "$cxx" "-std=c++$standard -pthread" label_threads.cc label_threads
done
fail() {
  echo "$1:"
  cat "$work/out" "$work/err"
  exit 1
}

# Lines, one by one and over threads: the same, and in order.
printf 'We welcome the offer and are ready to talk.\nWe reject it and will never yield.\n' >"$work/lines"
"$work/label_lines" "$work/usr/share/stance/default.stance" <"$work/lines" >"$work/one" 2>"$work/err"
"$work/label_threads" <"$work/lines" >"$work/out" 2>>"$work/err" || fail label_threads
cmp -s "$work/one" "$work/out" || fail 'label_threads says something else than label_lines'
sed -n 1p "$work/out" | grep -q '^conciliatory .*We welcome' || fail 'the first line'
sed -n 2p "$work/out" | grep -q '^uncompromising .*We reject' || fail 'the second line'
code=0
"$work/label_threads" "$source/README.md" <"$work/lines" >"$work/out" 2>"$work/err" || code=$?
[ $code = 4 ] && grep -q '^model: .*README.md: the checksum' "$work/err" || fail 'label_threads with what is no model'

# An article, and the same as a page.
"$work/article_speakers" "$source/datasets/articles/lake-talks.txt" >"$work/out" 2>"$work/err" || fail article_speakers
grep -q '^Ilse Andrade: direct, conciliatory 0\.' "$work/out" || fail 'the speaker'
grep -q '^  [+-]0\.[0-9]* .* ".*"$' "$work/out" || fail 'reasons'
printf '<!doctype html><h1>Talks</h1><p>&ldquo;We will never yield,&rdquo; Bo Ek said.</p>' >"$work/page"
"$work/article_speakers" "$work/page" >"$work/out" 2>"$work/err" || fail 'article_speakers of a page'
grep -q '^Bo Ek: direct, uncompromising ' "$work/out" || fail 'the speaker of the page'
code=0
"$work/article_speakers" "$work/none" >"$work/out" 2>"$work/err" || code=$?
[ $code = 1 ] && grep -q '^machine: .*none: cannot open' "$work/err" || fail 'article_speakers without its article'

# Training: figures, a model, and nothing where it is interrupted or the data is bad.
awk 'BEGIN {
  split("welcome accept support embrace", soft); split("reject refuse condemn oppose", hard)
  split("We They Ministers Delegates Both All", who); split("talks offers terms plans pacts", what)
  for (w in who) for (v in soft) for (t in what) {
    print "conciliatory\t" who[w] " " soft[v] " the " what[t] " of day " ++n "."
    print "uncompromising\t" who[w] " " hard[v] " the " what[t] " of day " ++n "."
  }}' >"$work/all.tsv"
sed -n '1~3!p' "$work/all.tsv" >"$work/train.tsv"
sed -n '1~3p' "$work/all.tsv" >"$work/held.tsv"
"$work/train_evaluate" "$work/train.tsv" "$work/held.tsv" "$work/my.stance" >"$work/out" 2>"$work/err" || fail train_evaluate
grep -q '^out of fold: 160 statements, macro-F1 ' "$work/out" || fail 'out-of-fold figures'
grep -q '^held out: 80 statements, macro-F1 1.000' "$work/out" || fail 'held-out figures'
grep -q '100 %' "$work/err" || fail 'progress'
"$work/usr/bin/stance" inspect "$work/my.stance" >"$work/out" 2>"$work/err" || fail 'the model is not readable'
code=0
printf 'conciliatory\t\n' | "$work/train_evaluate" - "$work/held.tsv" "$work/no.stance" >"$work/out" 2>"$work/err" || code=$?
[ $code = 3 ] && grep -q '^data: standard input:1: ' "$work/err" && [ ! -e "$work/no.stance" ] || fail 'train_evaluate with bad data'

# By CMake.
"$cmake" -G Ninja -S "$source/docs/examples" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/usr" -DCMAKE_C_COMPILER="$c" -DCMAKE_CXX_COMPILER="$cxx" \
  >"$work/out" 2>"$work/err" && "$cmake" --build "$work/build" >>"$work/out" 2>>"$work/err" || fail 'building the examples with CMake'
"$work/build/label_threads" <"$work/lines" >"$work/out" 2>"$work/err" || fail 'label_threads built with CMake'
cmp -s "$work/one" "$work/out" || fail 'label_threads built with CMake says something else'
"$work/build/train_evaluate" >"$work/out" 2>"$work/err" && fail 'train_evaluate without arguments'
grep -q usage "$work/err" || fail 'train_evaluate built with CMake'

# Python, from the installed tree alone.
PYTHONPATH=$work/usr/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -c '
import stance, sys
model = stance.Model()
maps = open("/proc/self/maps").read().split()
assert model.path in maps and model.path.startswith(sys.argv[1] + "/share/"), model.path
assert any(path.startswith(sys.argv[1]) and "libstance.so" in path for path in maps), maps
print(*(a.label for a in model.label(["We welcome the offer and are ready to talk.", "We reject it and will never yield."])))
' "$work/usr" >"$work/out" 2>"$work/err" || fail python
grep -qx 'conciliatory uncompromising' "$work/out" || fail python
