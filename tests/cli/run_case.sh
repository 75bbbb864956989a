#!/bin/sh
# Runs one golden case: FOLDER/command (sh, in an empty folder, `stance` on the path, tests/cli/data as $DATA), and compares
# what it prints and its exit code with FOLDER/stdout, FOLDER/stderr (a missing one: empty) and FOLDER/exit (a missing one: 0).
# UPDATE=1 writes them instead.
set -u
case_folder=$1
binary=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$case_folder"/. "$work"/
rm -f "$work/stdout" "$work/stderr" "$work/exit"
cd "$work" || exit 1
DATA=$(dirname "$(dirname "$case_folder")")/data PATH="$binary:$PATH" COLUMNS=80 LC_ALL=C sh ./command </dev/null >"$work/.out" 2>"$work/.err"
code=$?
if [ -n "${UPDATE:-}" ]; then
  for stream in out err; do
    if [ -s "$work/.$stream" ]; then cp "$work/.$stream" "$case_folder/std$stream"; else rm -f "$case_folder/std$stream"; fi
  done
  if [ $code != 0 ]; then echo $code >"$case_folder/exit"; else rm -f "$case_folder/exit"; fi
  exit 0
fi
failed=0
for stream in out err; do
  want=/dev/null
  [ -f "$case_folder/std$stream" ] && want=$case_folder/std$stream
  diff -u "$want" "$work/.$stream" || failed=1
done
want=$(cat "$case_folder/exit" 2>/dev/null || echo 0)
[ "$want" = $code ] || { echo "exit code $code, not $want"; failed=1; }
exit $failed
