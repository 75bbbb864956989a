#!/bin/sh
# The contract that Spark's RDD.pipe, Hadoop streaming and their like ask of a command, held by a small driver of our own: a process a
# partition, a record a line on its standard input, the lines it prints are the partition's result, and an exit code other than 0 fails
# the job. So: an empty partition gives no line and code 0; one record gives one line whatever stands in it; the results joined are those
# of one process; a bad record, a missing model and a closed output are seen in the exit code.
# usage: partitions.sh SOURCE_DIR BINARY_DIR
set -eu
statements=$1/datasets/statements/council_speeches.jsonl
PATH=$2:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# run_job COMMAND...: runs it over part.0, part.1 …, in that order, into `result`; the code of the first partition that fails.
run_job() {
  : >result
  for number in 0 1 2 3 4; do
    "$@" <"part.$number" >"out.$number" 2>"err.$number" || return $?
    cat "out.$number" >>result
  done
}
# Round robin over four partitions, and the third is left empty.
partition() { awk '{ print > ("part." (NR % 4 < 2 ? NR % 4 : NR % 4 + 1)) }' "$1" && : >part.2; }
fail() { echo "$1"; exit 1; }

partition "$statements"
run_job stance infer --input jsonl --format jsonl || fail "the job failed with code $?"
[ ! -s out.2 ] && [ ! -s err.2 ] || fail 'an empty partition gave output'
cat part.0 part.1 part.3 part.4 | stance infer --input jsonl --format jsonl >one
cmp one result || fail 'partitions give other bytes than one process'
[ "$(wc -l <result)" = "$(wc -l <"$statements")" ] || fail 'not one line a record'

# What could be taken for the end of a line inside a record is not one in the answer.
# shellcheck disable=SC2028 # these escapes are JSON's
printf '%s\n' '{"id":1,"text":"We agree.\nWe sign."}' '{"id":2,"text":"We refuse.\r\n"}' \
  "$(printf '{"id":3,"text":"We wait.\302\205We sign.\\u2028We agree."}')" >part.1
run_job stance infer --input jsonl --format jsonl || fail "line ends inside records failed the job with code $?"
[ "$(wc -l <out.1)" = 3 ] || fail 'a record with line ends inside gave other than one line'
! grep -q "$(printf '\r')" out.1 || fail 'a carriage return was not escaped'

# One bad record in one partition.
cp part.3 good.3
printf '{"text": }\n' >>part.3
code=0
run_job stance infer --input jsonl --format jsonl || code=$?
[ $code = 3 ] || fail "a bad record gave code $code, not 3"
grep -q "standard input:$(wc -l <part.3):" err.3 || { cat err.3; fail 'the message does not name the line'; }
run_job stance infer --input jsonl --format jsonl --skip-bad || fail "--skip-bad failed with code $?"
grep -q 'skipped 1 bad' err.3 || fail 'what was skipped is not said'
mv good.3 part.3

# A node without the model: every partition fails, the empty one too, and none half.
code=0
run_job stance infer -m nowhere.stance --input jsonl --format jsonl || code=$?
[ $code != 0 ] && [ ! -s out.0 ] || fail "a missing model gave code $code and $(wc -c <out.0) bytes"
code=0
stance infer -m nowhere.stance --input jsonl --format jsonl <part.2 >/dev/null 2>&1 || code=$?
[ $code != 0 ] || fail 'a missing model was not seen where the partition is empty'

# A disk that is full is no success.
if [ -e /dev/full ]; then
  code=0
  stance infer --input jsonl --format jsonl <part.0 >/dev/full 2>/dev/null || code=$?
  [ $code = 1 ] || fail "a full disk gave code $code, not 1"
fi
