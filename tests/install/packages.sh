#!/bin/sh
# Makes the Debian packages, unpacks them, looks at what they hold and depend on, and runs what was unpacked. Installing them into a clean
# root is tests/install/clean_root.sh, which needs the network. Packed by gzip, which takes half the time of xz.
set -eu
source=$1
binary=$2
cpack=$3
for tool in dpkg-deb dpkg-shlibdeps file strip; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
complain() {
  echo "$*"
  failed=1
}
(cd "$work" && umask 077 && "$cpack" --config "$binary/CPackConfig.cmake" -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip -B "$work/made" >"$work/log" 2>&1) || { cat "$work/log"; exit 1; }
unset STANCE_MODEL

for deb in "$work/made"/*.deb; do
  name=$(dpkg-deb -f "$deb" Package)
  root=$work/roots/$name
  mkdir -p "$root"
  dpkg-deb -R "$deb" "$root"
  [ -s "$root/usr/share/doc/$name/copyright" ] || complain "$name has no copyright"
  gzip -dc "$root/usr/share/doc/$name/changelog.Debian.gz" | grep -q "($(dpkg-deb -f "$deb" Version))" || complain "$name: the changelog is of another version"
  (cd "$root" && md5sum --quiet -c DEBIAN/md5sums && [ "$(find usr -type f | wc -l)" = "$(wc -l <DEBIAN/md5sums)" ]) || complain "$name: md5sums do not fit"
  # whatever the umask: readable by all, owned by root, and everything of one date
  strange=$(dpkg-deb -c "$deb" | awk '$2 != "root/root" || $1 !~ /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx)$/ || seen++ && $4 $5 != date {print} {date = $4 $5}')
  [ -z "$strange" ] || complain "$name has odd owners, modes or dates:" "$strange"
  printf '%s\n' "$name: $(dpkg-deb -f "$deb" Depends)" >>"$work/depends"
done

# What each must hold, and must not depend on.
holds() {
  package=$1
  shift
  for path in "$@"; do
    # shellcheck disable=SC2086 # a pattern
    [ -n "$(find "$work/roots/$package" -path "$work/roots/$package/$path")" ] || complain "$package has no $path"
  done
}
holds stance usr/bin/stance usr/libexec/stance/stance-train usr/libexec/stance/stance-serve usr/libexec/stance/stance-html.so \
  usr/share/stance/default.stance usr/share/man/man1/stance.1.gz usr/share/bash-completion/completions/stance \
  usr/share/zsh/vendor-completions/_stance usr/share/fish/vendor_completions.d/stance.fish usr/share/doc/stance/docs/formats.md
for command in train infer evaluate features inspect serve; do holds stance usr/share/man/man1/stance-$command.1.gz; done
holds libstance0 'usr/lib/*/libstance.so.0' DEBIAN/shlibs DEBIAN/triggers
holds libstance-train0 'usr/lib/*/libstance_train.so.0' DEBIAN/shlibs DEBIAN/triggers
holds libstance-dev 'usr/lib/*/libstance.so' 'usr/lib/*/libstance.a' 'usr/lib/*/libstance_train.so' 'usr/lib/*/libstance_train.a' \
  'usr/lib/*/pkgconfig/stance.pc' 'usr/lib/*/pkgconfig/stance_train.pc' 'usr/lib/*/cmake/stance/stanceConfig.cmake' \
  usr/share/doc/libstance-dev/examples/label_lines.c
for header in "$source"/include/stance/*.h; do holds libstance-dev "usr/include/stance/${header##*/}"; done
[ ! -d "$source/python/stance" ] || holds python3-stance usr/lib/python3/dist-packages/stance/__init__.py
depends() { grep "^$1: " "$work/depends" | grep -Eq "$2"; }
for package in stance libstance0 libstance-train0; do
  depends $package 'libstemmer0d \(>= .*libc6 \(>= ' || complain "$package: $(grep "^$package: " "$work/depends")"
done
depends stance 'libopenblas0.*libsvm3' || complain 'stance does not depend on what trains'
depends libstance-train0 'libstance0 \(= .*libopenblas0.*libsvm3' || complain 'libstance-train0 does not depend on what trains'
depends libstance0 'openblas|libsvm|microhttpd' && complain 'labelling pulls in what only training or serving need'

# As unpacked: the command, its parts, the default model.
stance=$work/roots/stance/usr/bin/stance
"$stance" --version | grep -q "^stance $(dpkg-deb -f "$work"/made/stance_*.deb Version | sed 's/-.*//')\$" || complain 'another version'
"$stance" infer --format jsonl "$source/datasets/articles/lake-talks.txt" | head -n 1 | grep -q '"speaker":{"name":"Ilse Andrade"' || complain 'infer fails'
[ "$(echo '<!doctype html><p>Text.' | "$stance" infer --emit-text)" = Text. ] || complain 'HTML fails'
"$stance" train --quiet "$source/tests/cli/data/small.tsv" -o "$work/small.stance" && "$stance" inspect "$work/small.stance" | grep -q intact ||
  complain 'train fails'
libraries=$(dirname "$(find "$work/roots/libstance0" -name libstance.so.0)")
if ldd "$libraries/libstance.so.0" | grep -E 'not found|openblas|libsvm'; then complain 'libstance.so.0 needs these'; fi

# A line of the overrides for each complaint that stays, with its reason; none besides.
if command -v lintian >/dev/null; then
  said=$(LC_ALL=C lintian --allow-root --fail-on none --tag-display-limit 0 "$work"/made/*.deb 2>&1 | grep '^[EW]:') && complain "lintian: $said"
else
  echo 'not tried: lintian is not installed'
fi
exit $failed
