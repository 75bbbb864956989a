#!/bin/sh
# Every public header compiles alone, as C and as C++, without warnings.
set -u
cd "$1" || exit 1
failed=0
for header in include/stance/*.h; do
  name=${header#include/}
  echo "#include \"$name\"" | "$2" -std=c17 -Iinclude -Wall -Wextra -pedantic -Werror -x c -fsyntax-only - || failed=1
  echo "#include \"$name\"" | "$3" -std=c++17 -Iinclude -Wall -Wextra -pedantic -Werror -x c++ -fsyntax-only - || failed=1
done
exit $failed
