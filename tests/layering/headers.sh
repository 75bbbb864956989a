#!/bin/sh
# Every public header compiles alone, as C11 and C17 and as C++11 to C++20, without warnings.
set -u
cd "$1" || exit 1
failed=0
for header in include/stance/*.h; do
  name=${header#include/}
  for standard in c11 c17; do
    echo "#include \"$name\"" | "$2" -std=$standard -Iinclude -Wall -Wextra -pedantic -Werror -x c -fsyntax-only - || failed=1
  done
  for standard in c++11 c++14 c++17 c++20; do
    echo "#include \"$name\"" | "$3" -std=$standard -Iinclude -Wall -Wextra -pedantic -Werror -x c++ -fsyntax-only - || failed=1
  done
done
exit $failed
