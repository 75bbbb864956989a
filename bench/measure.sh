# Sourced by bench/peers, bench/growth and bench/micro, after $root is set.
. "$root/bench/need_packages.sh"

# bench_usage SCRIPT: prints the comment at its head, and ends with code 2.
bench_usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$1" | sed '/^set /d' >&2
  exit 2
}

# bench_setup WHO TARGET PACKAGE...: installs packages, builds the measuring programs, exports where things are.
bench_setup() {
  who=$1 target=$2
  shift 2
  need_packages "$who" "$@"
  STANCE_BUILD=${STANCE_BUILD:-$root/build}
  STANCE_DATA=${STANCE_DATA:-$root/../shared/data}
  [ -x "$STANCE_BUILD/stance" ] || { echo "$who: no $STANCE_BUILD/stance: run ./bootstrap build first" >&2; exit 1; }
  [ -d "$STANCE_DATA" ] || { echo "$who: no data at $STANCE_DATA; name the folder in STANCE_DATA" >&2; exit 1; }
  STANCE_DATA=$(cd "$STANCE_DATA" && pwd)
  cmake --build "$STANCE_BUILD" --target "$target" >&2
  export STANCE_BUILD STANCE_DATA PYTHONDONTWRITEBYTECODE=1
}
