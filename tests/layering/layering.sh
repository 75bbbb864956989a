#!/bin/sh
# Fails where a room includes what the table of docs/architecture.md does not allow.
set -u
cd "$1" || exit 1
failed=0
# room: the rooms it may include (besides itself and include/stance)
check() {
  room=$1
  allowed="$1 $2 stance"
  # libstemmer, utf8proc, zlib, cblas, cjson, libsvm, libxml2, microhttpd each belong to some rooms only
  libraries=$3
  for file in "$room"/*.c "$room"/*.h; do
    [ -f "$file" ] || continue
    sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file" | while read -r included; do
      folder=${included%%/*}
      case " $allowed " in
      *" $folder "*) ;;
      *) echo "$file includes \"$included\": $room may include $2" ;;
      esac
    done
    sed -n 's/^ *# *include *<\([^>]*\)>.*/\1/p' "$file" | while read -r included; do
      case $included in
      utf8proc.h | libstemmer.h | zlib.h | cblas.h | cjson/* | libsvm/* | libxml/* | microhttpd.h | xxhash.h)
        case " $libraries " in
        *" $included "*) ;;
        *) echo "$file includes <$included>, which $room does not use" ;;
        esac
        ;;
      esac
    done
  done
}
complaints=$(
  check base '' 'xxhash.h'
  check datasets 'base' 'cjson/cJSON.h zlib.h xxhash.h'
  check features 'base' 'utf8proc.h libstemmer.h cblas.h xxhash.h'
  check models 'features base' 'cjson/cJSON.h xxhash.h'
  check train 'models features datasets reports base' 'libsvm/svm.h cjson/cJSON.h'
  check articles 'features base' 'libxml/HTMLparser.h utf8proc.h'
  check infer 'articles models features base' ''
  check reports 'models base' 'cjson/cJSON.h'
  check serve 'base' 'microhttpd.h cjson/cJSON.h'
  check cli 'serve base' 'cjson/cJSON.h'
  # the server is opened by its one header
  grep -n 'include "serve/' cli/*.c cli/*.h | grep -v 'include "serve/serve.h"'
  # one file sees libsvm, one sees BLAS
  for pair in 'libsvm/svm.h 1' 'cblas.h 1'; do
    header=${pair% *}
    n=$(grep -l "include <$header>" ./*/*.c | wc -l)
    [ "$n" -le "${pair#* }" ] || echo "$n files include <$header>"
  done
  # file names are unique
  find base datasets features models train articles infer reports serve cli packaging -name '*.[ch]' | sed 's|.*/||' | sort | uniq -d |
    sed 's|$|: two files have this name|'
)
[ -z "$complaints" ] || { echo "$complaints"; failed=1; }
exit $failed
