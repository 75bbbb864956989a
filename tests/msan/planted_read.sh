#!/bin/sh
# The three planted reads of memory that was never written are all caught.
set -u
for how in ours library result; do
  said=$(MSAN_OPTIONS=exitcode=77 "$1" $how 2>&1)
  code=$?
  if [ $code != 77 ] || ! echo "$said" | grep -qE 'use-of-uninitialized-value|Uninitialized bytes'; then
    echo "$how: exit $code, and this was said: $said"
    exit 1
  fi
done
