#!/bin/sh
# Installs into a folder, then compiles docs/examples/ against that by pkg-config and by find_package(stance), and runs it.
set -eu
source=$1
binary=$2
cmake=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$binary" --prefix "$work/usr" >/dev/null
libraries=$(dirname "$(find "$work/usr" -name libstance.so | head -n 1)")
PKG_CONFIG_PATH=$libraries/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # words wanted
cc -std=c17 -Wall -Wextra -Werror $(pkg-config --define-variable=prefix="$work/usr" --cflags stance) "$source/docs/examples/label_lines.c" -o "$work/by_pkg_config" \
  $(pkg-config --define-variable=prefix="$work/usr" --libs stance) -Wl,-rpath,"$libraries"
"$cmake" -G Ninja -S "$source/docs/examples" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/usr" >/dev/null
"$cmake" --build "$work/build" >/dev/null
for program in "$work/by_pkg_config" "$work/build/label_lines"; do
  printf 'We welcome the offer and are ready to talk.\nWe reject it and will never yield.\n' | "$program" "$work/usr/share/stance/default.stance" >"$work/out"
  [ "$(wc -l <"$work/out")" = 2 ] || { cat "$work/out"; exit 1; }
done
# The server finds the installed model and trainer, though it stands in a folder of its own.
"$work/usr/bin/stance" serve >"$work/url" 2>"$work/said" &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  [ -s "$work/url" ] && break
  sleep 0.3
done
kill -TERM $server || true
wait $server || { cat "$work/said"; exit 1; }
grep -q '^http://127.0.0.1:' "$work/url"
"$work/usr/bin/stance" train --help | grep -q 'usage: stance train'
echo 'We are ready to talk.' | "$work/usr/bin/stance" infer -m "$work/usr/share/stance/default.stance" --input lines --format jsonl | grep -q stance.statement/1
[ "$(echo '<!doctype html><p>Text.' | "$work/usr/bin/stance" infer --emit-text)" = Text. ]
