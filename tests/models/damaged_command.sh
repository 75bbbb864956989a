#!/bin/sh
# Damaged copies of the default model, asked through the commands: exit code 4, a message, and nothing on standard output.
# Usage: damaged_command.sh BUILD
set -u
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
model=$build/default.stance
size=$(wc -c <"$model")
failed=0

# refuse WHAT COMMAND...: the command must end with 4.
refuse() {
  what=$1
  shift
  code=0
  echo 'They refuse to talk.' | "$build/stance" "$@" >"$folder/out" 2>"$folder/err" || code=$?
  if [ $code != 4 ] || [ -s "$folder/out" ] || ! grep -q 'damaged or truncated' "$folder/err"; then
    echo "$what: 'stance $*' ended with $code" >&2
    cat "$folder/out" "$folder/err" >&2
    failed=1
  fi
}

for permille in 0 1 250 500 750 999; do
  head -c $((size * permille / 1000)) "$model" >"$folder/cut"
  refuse "cut at $permille permille" infer --input lines -m "$folder/cut"
  refuse "cut at $permille permille" inspect "$folder/cut"
done
head -c $((size - 1)) "$model" >"$folder/cut"
refuse 'the last byte cut off' infer --input lines -m "$folder/cut"

cp "$model" "$folder/flipped"
for at in 0 7 8 9 100 5000 $((size / 3)) $((size / 2)) $((size - 17)) $((size - 16)) $((size - 1)); do
  byte=$(od -An -tu1 -j $at -N 1 "$model" | tr -d ' ')
  for bit in 1 16 128; do
    changed=$(( byte & bit ? byte - bit : byte + bit ))
    # shellcheck disable=SC2059 # an octal escape is wanted
    printf "\\$(printf '%03o' $changed)" | dd of="$folder/flipped" bs=1 seek=$at conv=notrunc 2>/dev/null
    refuse "byte $at xor $bit" infer --input lines -m "$folder/flipped"
  done
  # shellcheck disable=SC2059
  printf "\\$(printf '%03o' $byte)" | dd of="$folder/flipped" bs=1 seek=$at conv=notrunc 2>/dev/null
done
cmp -s "$model" "$folder/flipped" || { echo 'the test does not mend what it damages' >&2; failed=1; }
refuse 'a whole model with a byte more' infer --input lines -m "$(cat "$model" "$0" >"$folder/more"; echo "$folder/more")"
exit $failed
