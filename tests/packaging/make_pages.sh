#!/bin/sh
# What makes manual pages and completions: run again it makes the bytes of the build; what is no description, and a full disk, it refuses.
# usage: make_pages.sh SOURCE BINARY
set -u
source=$1 binary=$2
pages=$binary/packaging
make=$pages/make-pages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
complain() {
  echo "$*"
  failed=1
}

"$binary/stance" --describe >stance.described
set -- stance.described
for command in train infer evaluate features inspect serve; do
  "$binary/stance" $command --describe >$command.described || complain "$command --describe fails"
  set -- "$@" $command.described
done
head=$(sed -n 's/^\.TH .* 1 \([0-9-]*\) "stance \([0-9.]*\)" .*/\2 \1/p' "$pages/stance.1")
for file in "$@"; do
  name=${file%.described}
  page=stance${name:+-$name}.1
  [ $name != stance ] || page=stance.1
  cmp $file "$pages/$file" || complain "$name: --describe says something else than when it was built"
  $make man stance.described $file "$source/packaging/man/$name.roff" $head >page || complain "no page of $name"
  cmp page "$pages/$page" || complain "$page is another"
done
for shell in bash:stance zsh:_stance fish:stance.fish; do
  $make ${shell%:*} "$@" >completion || complain "no completion for $shell"
  cmp completion "$pages/${shell%:*}/${shell#*:}" || complain "completion for $shell is another"
done
$make man stance.described infer.described no-notes $head | grep -q '^\.SH EXAMPLES' || complain 'a page needs no notes'

# A text with everything that one of the formats has to quote, options of every kind, operands or none.
printf 'command\t\nsynopsis\tCOMMAND\nsubcommand\todd\tit'\''s [a:b] \\ ~ ^\nexit\t0\tdone\nexit\t5\tgate\noption\tflag\tversion\t\t\tprint\n' >top
printf '%s\n' 'command	odd' 'synopsis	-o FILE [option...]' "summary	'quoted' -x \\ ^ ~" 'summary	.request' "example	  odd 'x'" 'heading	first' 'heading	Second' \
  "option	list	files	f	FILE	it's [a] \\ file" 'option	value	data		DATASET	data' 'option	value	model	m	MODEL	model' 'option	choice	form	F	a|b	form' 'option	flag	quiet	q		hush' \
  'option	value	min-x		A:B	gate' >odd
for kind in bash zsh fish; do $make $kind top odd >odd.$kind || complain "odd: $kind"; done
$make man top odd /dev/null 1 2026-01-01 >odd.1 || complain 'odd: man'
$make man top top /dev/null 1 2026-01-01 >top.1 || complain 'top: man'
grep -q "^\\\\&\\\\(aqquoted\\\\(aq \\\\-x \\\\e \\\\(ha \\\\(ti\$" odd.1 || complain "the page does not quote: $(grep quoted odd.1)"
grep -q '^\\&\.request$' odd.1 || complain 'a text becomes a request'
grep -q '^\.B 5$' odd.1 || complain 'a gate has its exit code'
if command -v mandoc >/dev/null; then
  mandoc -T lint -W error odd.1 top.1 || complain 'mandoc does not read it'
fi
for shell in bash zsh fish; do
  if command -v $shell >/dev/null; then
    $shell -n odd.$shell || complain "$shell does not read it"
  fi
done

# refuses EXIT WORDS... : what must be said, the arguments behind --
refuses() {
  want=$1 words=$2
  shift 2
  "$make" "$@" >refused 2>said
  code=$?
  [ $code = $want ] && grep -q "$words" said || complain "make-pages $*: exit code $code: $(cat said)"
}
refuses 2 '^usage'
refuses 2 '^usage' bash $(yes stance.described | head -n 200)
refuses 2 '^usage' man stance.described
refuses 2 '^usage' ksh stance.described infer.described
refuses 1 'nowhere:0: cannot be read' bash nowhere infer.described
: >empty
refuses 1 'empty:0: cannot be read' bash empty infer.described
echo 'no	item' >wrong
refuses 1 'wrong:1: no such item' bash stance.described wrong
for missing in command synopsis 'option\|heading'; do
  grep -v "^\($missing\)	" infer.described >wrong
  refuses 1 'is no description' bash stance.described wrong
done
for item in summary example option subcommand exit heading; do
  { cat infer.described; yes "$item	a	b	c	d	e" | head -n 200; } >wrong
  refuses 1 'more items' bash stance.described wrong
done
sed 's/^command	.*/command	other/' infer.described >wrong
refuses 1 'is no command' man stance.described wrong /dev/null 1 2026-01-01
if [ -e /dev/full ]; then
  $make bash "$@" >/dev/full && complain 'a full disk goes unnoticed'
fi
exit $failed
