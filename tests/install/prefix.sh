#!/bin/sh
# Installs with DESTDIR, moves the whole to another folder, and works there: the command and its parts, what pkg-config and find_package
# say, programs linked with the shared and with the static libraries; then removes what the manifest lists.
set -eu
source=$1
binary=$2
cmake=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DESTDIR=$work/stage "$cmake" --install "$binary" --prefix /opt/first >"$work/log"
mv "$work/stage/opt/first" "$work/moved here" 2>/dev/null || { find "$work/stage"; exit 1; }
[ -z "$(find "$work/stage" -type f)" ] || { find "$work/stage" -type f; echo 'these went outside the prefix'; exit 1; }
prefix="$work/moved here"
unset STANCE_MODEL

# By a link, as people put programs on their path; the parts are found beside the program that the link leads to.
mkdir "$work/bin"
ln -s "$prefix/bin/stance" "$work/bin/stance"
for stance in "$prefix/bin/stance" "$work/bin/stance"; do
  cd "$work"
  echo 'We are ready to talk.' | "$stance" infer --input lines --format jsonl | grep -q '"label":"conciliatory"'
  "$stance" train --help | grep -q '^usage: stance train'
  "$stance" serve --help | grep -q '^usage: stance serve'
  [ "$(echo '<!doctype html><p>Text.' | "$stance" infer --emit-text)" = Text. ]
done
# Nothing of another place is run: a stance-train in the current folder is not the command's own.
printf '#!/bin/sh\necho intruder\n' >"$work/stance-train"
chmod +x "$work/stance-train"
(cd "$work" && PATH="$work/bin:$PATH" stance train --help) | grep -q '^usage: stance train'

# pkg-config and CMake, shared and static. A folder with a space is no place for a compiler's flags.
mv "$prefix" "$work/moved"
prefix=$work/moved
libraries=$(dirname "$(find "$prefix" -name libstance.so)")
PKG_CONFIG_PATH=$libraries/pkgconfig
export PKG_CONFIG_PATH
example=$source/docs/examples/label_lines.c
# shellcheck disable=SC2046 # words wanted
cc -Wall -Werror $(pkg-config --cflags stance) "$example" -o "$work/shared" $(pkg-config --libs stance) -Wl,-rpath,"$libraries"
# shellcheck disable=SC2046
cc -Wall -Werror $(pkg-config --cflags stance) "$example" -o "$work/static" $(pkg-config --static --libs stance | sed 's/-lstance\b/-l:libstance.a/')
# Something of training: a symbol of each library.
cat >"$work/trains.c" <<'END'
#include <stance/dataset.h>
#include <stance/train.h>
#include <stdio.h>
int main(int argc, char **argv) {
  stance_error error;
  stance_dataset *dataset = NULL;
  stance_training *training = NULL;
  const char *path = argv[argc - 1];
  stance_dataset_options read = STANCE_DATASET_OPTIONS_INIT;
  stance_train_options options = STANCE_TRAIN_OPTIONS_INIT;
  stance_status status = stance_dataset_read(&dataset, &path, 1, &read, &error);
  if (status == STANCE_OK) status = stance_train(&training, dataset, &options, &error);
  if (status == STANCE_OK)
    printf("%zu terms\n", stance_training_summarise(training).n_terms);
  else
    fprintf(stderr, "%s\n", error.message);
  stance_training_free(training);
  stance_dataset_free(dataset);
  return (int)status;
}
END
# shellcheck disable=SC2046
cc $(pkg-config --cflags stance_train) "$work/trains.c" -o "$work/trains" $(pkg-config --libs stance_train) -Wl,-rpath,"$libraries"
# shellcheck disable=SC2046
cc $(pkg-config --cflags stance_train) "$work/trains.c" -o "$work/trains-static" \
  $(pkg-config --static --libs stance_train openblas | sed -E 's/-lstance(_train)?\b/-l:libstance\1.a/g')
mkdir "$work/project"
cat >"$work/project/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES C)
find_package(stance 0.1 REQUIRED COMPONENTS static)
foreach(kind "" _static)
  add_executable(labels\${kind} $example)
  target_link_libraries(labels\${kind} stance::stance\${kind})
  add_executable(learns\${kind} $work/trains.c)
  target_link_libraries(learns\${kind} stance::stance_train\${kind})
endforeach()
END
"$cmake" -G Ninja -S "$work/project" -B "$work/project/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$cmake" --build "$work/project/build" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

printf 'We welcome the offer and are ready to talk.\nWe reject it and will never yield.\n' >"$work/lines"
for program in "$work/shared" "$work/static" "$work/project/build/labels" "$work/project/build/labels_static"; do
  "$program" "$prefix/share/stance/default.stance" <"$work/lines" >"$work/out"
  [ "$(cut -d' ' -f1 "$work/out" | tr '\n' ' ')" = 'conciliatory uncompromising ' ] || { cat "$work/out"; echo "$program"; exit 1; }
done
for program in "$work/trains" "$work/trains-static" "$work/project/build/learns" "$work/project/build/learns_static"; do
  "$program" "$source/tests/cli/data/small.tsv" >"$work/out"
  grep -q '^[1-9][0-9]* terms$' "$work/out" || { cat "$work/out"; echo "$program"; exit 1; }
done
for program in "$work/static" "$work/trains-static" "$work/project/build/labels_static" "$work/project/build/learns_static"; do
  if readelf -d "$program" | grep 'NEEDED.*libstance'; then
    echo "$program was to hold the library itself"
    exit 1
  fi
done

# A component alone: who only labels installs no header; and everything that was laid down is in a manifest, to be removed by.
"$cmake" --install "$binary" --prefix "$work/one" --component programs >/dev/null
[ -x "$work/one/bin/stance" ] && [ -z "$(find "$work/one" -name '*.h' -o -name '*.a' -o -name 'libstance*')" ]
grep "^$work/" "$binary/install_manifest_programs.txt" | xargs rm
[ -z "$(find "$work/one" -type f)" ] || { find "$work/one" -type f; exit 1; }
