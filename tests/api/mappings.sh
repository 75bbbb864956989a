#!/bin/sh
# Labelling a line loads none of what only training, HTML or serving use: reads the mappings of a labelling process.
set -u
binary=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkfifo "$work/in"
"$binary/stance" infer --input lines <"$work/in" >"$work/out" &
process=$!
exec 3>"$work/in"
echo 'We are ready to talk.' >&3
for _ in 1 2 3 4 5 6 7 8 9 10; do # until the model is mapped: everything is loaded by then
  grep -q default.stance "/proc/$process/maps" && break
  sleep 0.2
done
cp "/proc/$process/maps" "$work/maps"
exec 3>&-
wait $process || exit 1
grep -q default.stance "$work/maps" || { echo 'the model was not mapped'; exit 1; }
if grep -E 'openblas|libblas|libsvm|libstdc|libxml2|libmicrohttpd|libgfortran' "$work/maps"; then
  echo 'a labelling process has mapped these'
  exit 1
fi
grep -q . "$work/out"

# Articles neither, until one is a page: the loader says what it opens.
printf 'He said: "We agree."\n' >"$work/a.txt"
printf '<!doctype html><p>He said: "We agree."\n' >"$work/a.html"
loads_libxml2() { LD_DEBUG=files "$binary/stance" infer "$1" 2>&1 >/dev/null | grep -q libxml2; }
if loads_libxml2 "$work/a.txt"; then
  echo 'a text article has loaded libxml2'
  exit 1
fi
loads_libxml2 "$work/a.html" || { echo 'a page was not read with libxml2, or the loader does not say so'; exit 1; }
