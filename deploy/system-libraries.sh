#!/usr/bin/env bash
# See that the libraries are here with which WeasyPrint draws certificates; install them where that is allowed.
source "$(dirname "${BASH_SOURCE[0]}")/shell.sh"

lacks() {
  "$VENV/bin/python" - "$@" <<'PY'
import ctypes
import sys


def is_missing(name):
    for file in (f"lib{name}.so.{sys.argv[1]}", f"lib{name}.{sys.argv[1]}.dylib", f"lib{name}.dylib"):
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return False
    return True


sys.exit(not any(is_missing(name) for name in sys.argv[2:]))
PY
}
lacks_drawing() { lacks 0 gobject-2.0 pango-1.0 pangoft2-1.0 harfbuzz || lacks 1 fontconfig; }
lacks_subsetting() { lacks 0 harfbuzz-subset; }

if lacks_drawing || lacks_subsetting; then
  install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
fi
if lacks_drawing; then
  stop "Certificates cannot be drawn without Pango. Install libpango-1.0-0 and libpangoft2-1.0-0, then run this again."
fi
if lacks_subsetting; then
  say "libharfbuzz-subset0 is missing: a certificate takes ten times as long to draw. All else works."
fi
