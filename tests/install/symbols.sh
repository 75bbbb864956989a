#!/bin/sh
# The shared libraries export what the public headers declare, no more and no less, all of it under the version STANCE_0. The compiler says
# what is declared, so that this does not read headers the way the version script was made (cmake/StanceApi.cmake).
set -eu
source=$1
binary=$2
compiler=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$source"
for header in include/stance/*.h; do printf '#include "%s"\n' "$PWD/$header"; done >"$work/all.c"
"$compiler" -std=c17 -I"$PWD/include" -fsyntax-only -aux-info "$work/declared" "$work/all.c" 2>"$work/said" || { cat "$work/said"; exit 1; }
sed -n "s|^/\* $PWD/include/stance/[a-z_]*\.h:.* \*/ extern [^(]*[ *]\(stance_[a-z0-9_]*\) (.*|\1|p" "$work/declared" | sort -u >"$work/want"
[ "$(wc -l <"$work/want")" -gt 50 ] || { echo 'the compiler lists no declarations'; head "$work/declared"; exit 1; }
for library in stance stance_train; do nm -D --defined-only "$binary/lib$library.so"; done | awk '$3 != "STANCE_0" {print $3}' | sort >"$work/exported"
if grep -v '@@STANCE_0$' "$work/exported"; then
  echo 'these have another version than STANCE_0, or none'
  exit 1
fi
sed 's/@@.*//' "$work/exported" >"$work/have"
diff "$work/want" "$work/have" || { echo '< declared but in no library, > exported but not declared, or in both libraries'; exit 1; }
for library in stance stance_train; do
  readelf -d "$binary/lib$library.so" | grep -q "SONAME.*\[lib$library\.so\.0\]" || { echo "lib$library.so has another SONAME"; exit 1; }
done
