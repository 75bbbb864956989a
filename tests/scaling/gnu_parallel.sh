#!/bin/sh
# Labelling is a pure filter: cut into blocks at line ends and run side by side by GNU parallel, it gives the bytes of one process.
# usage: gnu_parallel.sh SOURCE_DIR BINARY_DIR
set -eu
statements=$1/datasets/statements/council_debates.jsonl
PATH=$2:$PATH
command -v parallel >/dev/null || { echo 'skipped: GNU parallel is not installed'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
HOME=$work # parallel keeps a folder there
export HOME

# Several blocks, each cut at a line end by parallel itself.
in_blocks() { parallel --pipe --block 40k --keep-order --halt soon,fail=1 -j 4 "$@" 2>err; }
same() {
  cmp "$1" "$2" || { echo "$3: blocks side by side give other bytes than one process"; exit 1; }
  [ -s "$1" ] || { echo "$3: nothing was labelled"; exit 1; }
}

cp "$statements" in.jsonl
sed 's/.*"text": "\(.*\)"}$/\1/' in.jsonl >in.txt
n=$(wc -l <in.txt)
{ printf 'id\ttext\n' && awk '{ printf "s-%d\t%s\n", NR, $0 }' in.txt; } >in.tsv

stance infer --input lines --format jsonl <in.txt >one
in_blocks stance infer --input lines --format jsonl <in.txt >many
same one many 'lines to jsonl'
[ "$(wc -l <many)" = "$n" ] || { echo "$n statements gave $(wc -l <many) answers"; exit 1; }

stance infer --input jsonl --format jsonl <in.jsonl >one
in_blocks stance infer --input jsonl --format jsonl <in.jsonl >many
same one many 'jsonl to jsonl'

# Articles too, where each has an id: without one it is called by its line, and blocks count lines anew.
stance infer --quiet --input articles --format jsonl <in.jsonl >one
in_blocks stance infer --quiet --input articles --format jsonl <in.jsonl >many
same one many 'articles to jsonl'

# A table's own header is given to every block by parallel.
stance infer --input tsv --format jsonl <in.tsv >one
in_blocks --header : stance infer --input tsv --format jsonl <in.tsv >many
same one many 'tsv to jsonl'

# CSV answers begin with a header, once a process: left out of the blocks, it is what one process writes of nothing.
stance infer --input lines --format csv <in.txt >one
{ stance infer --input lines --format csv </dev/null && in_blocks stance infer --input lines --format csv --no-header <in.txt; } >many
same one many 'lines to csv'

# A bad statement in one block fails the whole with the code of its process, 3: bad data.
{ head -n 300 in.txt && printf 'broken \377 text\n' && tail -n +301 in.txt; } >bad.txt
code=0
in_blocks stance infer --input lines --format jsonl <bad.txt >/dev/null || code=$?
[ $code = 3 ] || { cat err; echo "a block with bad data gave exit code $code, not 3"; exit 1; }
grep -q 'UTF-8' err || { cat err; echo 'what was wrong with the block is not said'; exit 1; }

in_blocks stance infer --input lines --format jsonl </dev/null >none
[ ! -s none ] || { echo 'nothing in gave something out'; exit 1; }
