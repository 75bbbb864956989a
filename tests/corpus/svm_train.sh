#!/bin/sh
# The vectors that `stance features` writes are svm-train's to take as they are: on 600 statements it gives the training labels that
# `stance train --solver libsvm` gives with the same C.
set -eu
binary=$1
data=$2/sentences/sst2.train.tsv
[ -f "$data" ] || { echo "skipped: $data is not there"; exit 77; }
command -v svm-train >/dev/null || { echo 'skipped: svm-train is not installed'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
head -600 "$data" >some.tsv
for features in '' '--words 1-2 --stems none --chars none --lexicon none --term-weight idf'; do
  # shellcheck disable=SC2086 # words wanted
  "$binary/stance" features --format svmlight $features some.tsv >vectors.svm
  svm-train -q -t 0 -c 0.7 vectors.svm theirs.model
  svm-predict -q vectors.svm theirs.model theirs
  # shellcheck disable=SC2086
  "$binary/stance" train --quiet --solver libsvm --cost 0.7 $features some.tsv -o our.stance
  "$binary/stance" infer -m our.stance --input tsv --format jsonl some.tsv | sed 's/.*"label":"\([01]\)".*/\1/' >ours
  cmp theirs ours
done
