#!/usr/bin/env bash
# Make .venv from a lock file, once for each state of that file: `setup.sh run` or `setup.sh dev`.
source "$(dirname "${BASH_SOURCE[0]}")/shell.sh"
kind=${1:-dev}
case $kind in
  run) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *) stop "setup.sh knows run and dev, not $kind." ;;
esac

sum_of() { cksum <"$1" | tr ' ' '-'; }
has() { [ "$(cat "$VENV/.locked-$1" 2>/dev/null)" = "$(sum_of "$2")" ]; }
# The development lock holds all of the other one, in the same versions.
all_there() { has dev requirements-dev.lock || { [ "$kind" = run ] && has run requirements.lock; }; }

if [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c '' 2>/dev/null && all_there; then
  exit 0
fi
if ! [ -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
  python=$(find_python)
  say "Making .venv with $("$python" --version)"
  "$python" -m venv --clear "$VENV"
fi
say "Installing the packages of $lock"
started=$SECONDS
# The lock is complete, so that nothing has to be resolved; each file is checked against its hash.
"$VENV/bin/python" -m pip install -qq --require-hashes --no-deps --no-compile --progress-bar off -r "$lock" ||
  stop "The packages of $lock could not be installed; the lines above say why."
"$VENV/bin/python" -m pip check >/dev/null || stop "$("$VENV/bin/python" -m pip check)"
sum_of "$lock" >"$VENV/.locked-$kind"
say "Environment ready in $((SECONDS - started)) s"
