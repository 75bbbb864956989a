#!/bin/sh
# Installs the Debian packages into a minimal Debian 12 root and uses them there: needs root, debootstrap and the network, and takes some
# minutes, so it is no part of ./bootstrap test.
#
#   ./bootstrap package && tests/install/clean_root.sh [BUILD]
#
# The empty root is kept in BUILD/clean-root (build/ unless named) for the next time; everything is done in a copy of it.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
binary=$(cd "${1:-$source/build}" && pwd)
[ "$(id -u)" = 0 ] || { echo 'clean_root: needs root'; exit 2; }
ls "$binary"/packages/stance_*.deb >/dev/null || { echo 'clean_root: no packages; ./bootstrap package makes them'; exit 2; }
command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap >/dev/null
base=$binary/clean-root/base
if [ ! -f "$base.ready" ]; then
  rm -rf "$base"
  mkdir -p "$base"
  mirror=$(grep -rhsE '^(URIs:|deb )' /etc/apt/sources.list.d /etc/apt/sources.list | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')
  debootstrap --variant=minbase --include=ca-certificates bookworm "$base" "${mirror:-http://deb.debian.org/debian}" >"$base.log" 2>&1 ||
    { tail -n 20 "$base.log"; exit 1; }
  # This machine's way to Debian's archive, without other archives.
  rm -rf "$base/etc/apt/sources.list" "$base/etc/apt/sources.list.d" "$base/etc/apt/apt.conf.d"
  mkdir -p "$base/etc/apt/sources.list.d"
  cp -r /etc/apt/apt.conf.d "$base/etc/apt/"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    if grep -qsE '/debian(-security)?/?( |$)' "$file"; then cp "$file" "$base$file"; fi
  done
  cp /etc/resolv.conf /etc/hosts "$base/etc/"
  touch "$base.ready"
fi
root=$(mktemp -d "$binary/clean-root/try.XXXXXX")
finish() {
  umount "$root/proc" 2>/dev/null || true
  if grep -q " $root/" /proc/mounts; then echo "clean_root: still mounted below $root"; else rm -rf --one-file-system "$root"; fi
}
trap finish EXIT
trap 'exit 1' INT TERM
cp -a --reflink=auto "$base/." "$root/"
mkdir "$root/packages" "$root/work"
cp "$binary"/packages/*.deb "$root/packages/"
cp "$source/datasets/articles/lake-talks.txt" "$source/tests/cli/data/small.tsv" "$root/work/"
cp -r "$source/docs/examples" "$root/work/examples"
there() { # a shell command in the root
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" sh -euc "cd /work; $1" </dev/null
}
quietly() { there "$1" >"$root/log" 2>&1 || { tail -n 40 "$root/log"; echo "failed: $1"; exit 1; }; }
check() { # what it tries, a command that must succeed
  if there "$2" >"$root/log" 2>&1; then
    echo "ok    $1"
  else
    cat "$root/log"
    echo "FAILED $1: $2"
    exit 1
  fi
}
files() { find "$root" -xdev \( -path "$root/proc" -o -path "$root/work" -o -path "$root/log" -o -path "$root/packages" -o -path "$root/var/log" -o \
  -path "$root/var/cache" -o -path "$root/var/lib/apt" -o -path "$root/var/lib/dpkg" -o -path "$root/tmp" \) -prune -o -print | sort; }
purge='dpkg --purge $(dpkg-query -W -f="\${Package}\n" "*stance*" 2>/dev/null)'

quietly 'apt-get update'
quietly 'apt-get install -y --no-install-recommends /packages/stance_*.deb'
check 'without /proc' 'stance --version && echo "We refuse to talk." | stance infer --input lines && stance train --help'
mount -t proc proc "$root/proc"
quietly "$purge"
files >"$root/work/before" # what it depends on stays; the second installation must leave no more than the first
quietly 'apt-get install -y --no-install-recommends /packages/stance_*.deb'
check 'version' 'stance --version | grep -q "^stance [0-9]"'
check 'labels an article' 'stance infer --format jsonl lake-talks.txt | grep -q "\"label\":\"uncompromising\""'
check 'reads a page' 'echo "<!doctype html><p>Text." | stance infer --emit-text | grep -qx Text.'
check 'trains' 'stance train --quiet small.tsv -o small.stance && stance evaluate -m small.stance small.tsv | grep -qi accuracy'
check 'serves' 'stance serve >url 2>said & server=$!
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -s url ] && break; sleep 0.5; done
  perl -MIO::Socket -e "\$s = IO::Socket::INET->new(PeerAddr => \"127.0.0.1\", PeerPort => \$ARGV[0]) or die; print \$s \"GET / HTTP/1.0\r\nHost: 127.0.0.1:\$ARGV[0]\r\n\r\n\"; print <\$s>" \
    $(sed "s|.*:\([0-9]*\)/|\1|" url) >page
  kill -TERM $server && wait $server && grep -q "200 OK" page && grep -qi "<title>" page'
quietly "$purge"
files >"$root/work/after"
diff "$root/work/before" "$root/work/after" || { echo 'FAILED purge: these came or went'; exit 1; }
[ -z "$(grep stance "$root/work/after")" ] && there '! dpkg-query -W "*stance*" 2>/dev/null | grep .' || { echo 'FAILED purge leaves something'; exit 1; }
echo 'ok    purges without a trace'

# The manual, completions, the libraries: with what reads and compiles them.
quietly 'apt-get install -y --no-install-recommends /packages/stance_*.deb man-db bash-completion zsh fish'
for command in '' -train -infer -evaluate -features -inspect -serve; do check "man stance$command" "man stance$command | grep -q 'EXIT STATUS'"; done
check 'bash completes' 'bash -c ". /usr/share/bash-completion/bash_completion; _completion_loader stance; complete -p stance" | grep -q _stance'
check 'zsh completes' 'zsh -fc "autoload -U compinit; compinit -D; print \$_comps[stance]" | grep -qx _stance'
check 'fish completes' 'fish -c "complete -C \"stance tr\"" | grep -q ^train'
quietly 'apt-get install -y --no-install-recommends /packages/libstance0_*.deb'
if there 'dpkg-query -W -f="\${Status}\n" libstance-train0 2>/dev/null' | grep -q '^install'; then echo 'FAILED libstance0 brings what trains'; exit 1; fi
quietly 'apt-get install -y /packages/libstance*.deb gcc g++ libc6-dev pkg-config cmake make'
check 'C, shared' 'cc examples/label_lines.c $(pkg-config --cflags --libs stance) -o shared &&
  echo "We refuse to talk." | ./shared /usr/share/stance/default.stance | grep -q ^uncompromising'
check 'C, static' 'cc examples/label_lines.c $(pkg-config --cflags stance) $(pkg-config --static --libs stance | sed "s/-lstance\b/-l:libstance.a/") -o static &&
  echo "We refuse to talk." | ./static /usr/share/stance/default.stance | grep -q ^uncompromising'
check 'find_package' 'cmake -S examples -B built && cmake --build built --target label_lines && echo "We refuse to talk." | built/label_lines /usr/share/stance/default.stance | grep -q ^uncompromising'
check 'shared libraries are cached' 'ldconfig -p | grep -q libstance.so.0 && ldconfig -p | grep -q libstance_train.so.0'
if ls "$root"/packages/python3-stance_*.deb >/dev/null 2>&1; then
  quietly 'apt-get install -y /packages/python3-stance_*.deb'
  check 'python' 'python3 -c "import stance; print(stance.Model().label([\"We refuse to talk.\"]))" | grep -q uncompromising'
fi
quietly "$purge"
# man-db keeps what it has rendered; that is its own affair
there '! find / -xdev \( -name "stance*" -o -name "_stance" -o -name "libstance*" \) -not -path "/var/cache/man/*" -not -path "/work/*" -not -path "/packages/*" -not -path "/proc/*" | grep .' || { echo 'FAILED purge leaves these'; exit 1; }
echo 'ok    purges without a trace'
