#!/bin/sh
# What a release build hands out is hardened: read off the files themselves, since a flag that got lost on its way to a linker shows nowhere else.
#
#   hardening.sh BUILD [ARCHIVE...]   the archives are the libraries that `stance` holds itself
set -u
build=$1
shift
LC_ALL=C
export LC_ALL
failed=0
printing='(v?f?printf|v?sprintf|v?dprintf|v?asprintf)'
say() {
  echo "$1: $2"
  failed=1
}

for name in stance stance-train stance-serve stance-html.so libstance.so libstance_train.so; do
  file=$build/$name
  [ -f "$file" ] || { say "$file" 'is not there'; continue; }
  segments=$(readelf -lW "$file")
  dynamic=$(readelf -dW "$file")
  imported=$(readelf --dyn-syms -W "$file" | awk '$7 == "UND" { sub(/@.*/, "", $8); print $8 }')

  readelf -hW "$file" | grep -q 'Type: *DYN' || say "$name" 'is loaded at a fixed address (no PIE)'
  case $name in
  *.so) ;;
  *) echo "$dynamic" | grep -q 'Flags:.* PIE' || say "$name" 'does not call itself a PIE' ;;
  esac
  echo "$segments" | grep -q GNU_RELRO || say "$name" 'keeps what is relocated writable (no RELRO)'
  echo "$dynamic" | grep -q 'Flags:.*NOW' || say "$name" 'binds late, so that its function pointers stay writable (no BIND_NOW)'
  echo "$dynamic" | grep -q TEXTREL && say "$name" 'writes into its own code to relocate it'
  echo "$segments" | grep -q 'GNU_STACK .* RW  *0x' || say "$name" 'has an executable stack, or does not say that it has none'
  echo "$segments" | grep LOAD | grep -q 'RWE' && say "$name" 'maps memory both writable and executable'
  echo "$imported" | grep -qx __stack_chk_fail || say "$name" 'has no stack protector'
  echo "$imported" | grep -q '^__.*_chk$' || say "$name" 'has no fortified call'
  # Fortified code never calls these by their own names (snprintf it does, where it cannot tell how long the buffer is): one object compiled
  # without it is enough to show.
  plain=$(echo "$imported" | grep -xE "$printing")
  [ -z "$plain" ] || say "$name" "has objects that are not fortified; they call $(echo $plain)"
  # An empty or relative part of a search path is the folder that the user happens to stand in.
  case $name in
  libstance_train.so) ;; # in the build folder it looks for libstance.so beside it; installed, it has no path
  *)
    if echo "$dynamic" | grep -E 'RPATH|RUNPATH' | sed 's/.*\[\(.*\)\].*/:\1:/' | grep -E '::|:[^/$:]'; then
      say "$name" 'looks for libraries in the current folder'
    fi
    ;;
  esac
done

# An object that asks for an executable stack, or says nothing, gives one to whatever is linked with it.
for archive in "$build"/*.a "$@"; do
  [ -f "$archive" ] || continue
  objects=$(ar t "$archive" | grep -c '\.o$')
  [ "$objects" -gt 0 ] || { say "$archive" 'holds no objects'; continue; }
  notes=$(readelf -SW "$archive" | grep -c '\.note\.GNU-stack')
  [ "$notes" -ge "$objects" ] || say "$archive" "has objects that do not say they need no executable stack ($notes of $objects do)"
  readelf -SW "$archive" | grep '\.note\.GNU-stack' | grep -qE ' [WA]*X' && say "$archive" 'has objects that ask for an executable stack'
  # Code for a fixed address could not be part of a PIE.
  readelf -rW "$archive" 2>/dev/null | awk '/^Relocation section/ { debug = /\.debug/ } !debug && / R_X86_64_32S? / { exit 1 }' ||
    say "$archive" 'has code for a fixed address'
done

for archive in "$build"/*_rooms.a; do # our own
  symbols=$(nm "$archive" 2>/dev/null)
  echo "$symbols" | grep -q 'U __stack_chk_fail$' || say "$archive" 'has no stack protector'
  echo "$symbols" | grep -q 'U __.*_chk$' || say "$archive" 'has no fortified call'
  echo "$symbols" | awk '$1 == "U" { print $2 }' | grep -xE "$printing" && say "$archive" 'has objects that are not fortified'
done
exit $failed
