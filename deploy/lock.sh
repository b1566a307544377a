#!/usr/bin/env bash
# Remake requirements.lock and requirements-dev.lock: exact versions with hashes, and no address to fetch them from.
source "$(dirname "${BASH_SOURCE[0]}")/shell.sh"
tools=$TOP/var/lock-tools
# Debian 12 has Python 3.11.2, and some packages want 3.11.5: what is locked must fit the older one.
python=/usr/bin/python3.11
"$python" -c 'import sys; sys.exit(sys.version_info[:3] > (3, 11, 4))' 2>/dev/null ||
  stop "The locks are made with the Python 3.11 of Debian 12 (python3.11, python3.11-venv), the oldest that Peili runs on."
if ! [ -x "$tools/bin/pip-compile" ]; then
  "$python" -m venv "$tools"
  "$tools/bin/python" -m pip install -qq 'pip-tools>=7.5'
fi

compile() {
  local out=$1
  shift
  say "Locking $out"
  "$tools/bin/pip-compile" --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
    ${UPGRADE:+--upgrade} --output-file "$out" "$@" pyproject.toml
  # What belongs to one machine only stays out, whatever that machine's own pip settings say.
  "$python" - "$out" <<'PY'
import pathlib
import sys

lock = pathlib.Path(sys.argv[1])
lines = [line for line in lock.read_text().splitlines() if not line.startswith(("--", "#"))]
lock.write_text("# Made by `make lock` from pyproject.toml.\n" + "\n".join(lines).lstrip("\n") + "\n")
PY
}
compile requirements.lock
compile requirements-dev.lock --extra dev --constraint requirements.lock
