#!/bin/sh
# Every command has its manual page: without a complaint of what formats it, with every option that --help lists, and none that does not exist.
set -u
binary=$1
failed=0
complain() {
  echo "$*"
  failed=1
}
command -v mandoc >/dev/null || { echo 'skipped: mandoc is not installed'; exit 77; }
for command in '' train infer evaluate features inspect serve; do
  page=$binary/packaging/stance${command:+-$command}.1
  lint=$(mandoc -T lint -W warning "$page") || complain "$lint"
  if command -v man >/dev/null; then # groff's own opinion
    lint=$(LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >/dev/null)
    [ -z "$lint" ] || complain "$lint"
  fi
  text=$(mandoc -T utf8 "$page" | sed 's/.\x08//g')
  for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
    echo "$text" | grep -q "^$section\$" || complain "$page has no section $section"
  done
  # the lines that start an option, here and there; what follows the name is on the same line
  listed=$("$binary/stance" help $command | sed -n 's/^  \(-[a-z], \)\{0,1\} *--\([a-z0-9-]*\).*/\2/p' | sort -u)
  paged=$(echo "$text" | sed -n 's/^  *\(-[a-z], \)\{0,1\}--\([a-z0-9-]*\).*/\2/p' | sort -u)
  [ -n "$command" ] || listed=$(printf 'help\nversion\n')
  [ "$listed" = "$paged" ] || complain "$page lists these options:" $paged "but the help these:" $listed
done
"$binary/stance" --version | grep -q "^stance $(sed -n 's/^\.TH .* "stance \([0-9.]*\)" .*/\1/p' "$binary/packaging/stance.1")\$" ||
  complain 'the manual is of another version'
exit $failed
