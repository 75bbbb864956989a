#!/bin/sh
# Every source stands as .clang-format lays it out; the tables that scripts write are their own. Skipped without Debian 12's clang-format.
set -u
cd "$1" || exit 1
case $(clang-format --version 2>/dev/null) in
*"version 14."*) ;;
*)
  echo 'skipped: clang-format 14 is not installed'
  exit 77
  ;;
esac
find include base datasets features models train articles infer reports serve cli packaging tests docs bench -name '*.c' -o -name '*.h' -o -name '*.cc' |
  grep -v -E '/(word|cue|break)_table' | sort | xargs clang-format --dry-run -Werror
