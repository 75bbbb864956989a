# Sourced by the measuring scripts: need_packages WHO PACKAGE... installs the Debian packages that are missing; no network when none is.
need_packages() {
  who=$1
  shift
  missing=
  for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  printf '%s\n' "$who: installing$missing" >&2
  as_root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { printf '%s\n' "$who: needs root or sudo to install:$missing" >&2; exit 1; }
    as_root='sudo -n'
  fi
  # shellcheck disable=SC2086 # words wanted
  { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
  } >&2 </dev/null || { printf '%s\n' "$who: could not install:$missing" >&2; exit 1; }
}
