# Read by the other scripts of this folder: strict mode, the top folder, messages, Python, system packages.
set -euo pipefail
TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$TOP"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
unset PYTHONDONTWRITEBYTECODE # many processes start: none should compile anew what another one has compiled
VENV=$TOP/.venv

say() { printf '\033[1m»\033[0m %s\n' "$*"; }

stop() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# Put the right prefix for apt-get into APT, or fail where nothing may be installed.
may_install() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" = 0 ]; then
    APT=(env DEBIAN_FRONTEND=noninteractive apt-get)
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    APT=(sudo -n env DEBIAN_FRONTEND=noninteractive apt-get)
  else
    return 1
  fi
}

# Install Debian or Ubuntu packages where that is allowed; print the reason and fail where it is not.
install_packages() {
  if ! may_install; then
    printf 'Missing, and this account may not install it. Run as root:\n\n    apt-get install %s\n\n' "$*" >&2
    return 1
  fi
  say "Installing $*"
  local log
  log=$(mktemp)
  if { [ -n "${APT_UPDATED:-}" ] || "${APT[@]}" update; } >"$log" 2>&1 &&
    APT_UPDATED=1 && "${APT[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
  printf 'Could not install: %s\n' "$*" >&2
  return 1
}

is_new_enough() {
  command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_environments() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# Print the name of a Python that is 3.11 or newer and can make virtual environments.
find_python() {
  local name found=
  for name in python3.11 python3 python3.12 python3.13 python3.14; do
    is_new_enough "$name" || continue
    can_make_environments "$name" && echo "$name" && return 0
    found=${found:-$name}
  done
  if [ -n "$found" ]; then
    local version
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install_packages "python$version-venv" >&2 || stop "Python $version is here, but its venv module is not."
    can_make_environments "$found" || stop "$found still cannot make a virtual environment."
    echo "$found"
    return 0
  fi
  install_packages python3.11 python3.11-venv >&2 || stop "Peili needs Python 3.11 or newer."
  echo python3.11
}
