"""Wait until the demo answers, then print where it is and who can sign in."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SHOWN = {
    "course": "the public course page",
    "verify": "verify a certificate, without signing in",
}


def main() -> None:
    """Print the table once the server answers; end quietly if the server ends first."""
    base_url, file, server = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    while not _answers(base_url):
        time.sleep(0.2)
        try:
            os.kill(server, 0)
        except OSError:
            return
    print(describe(base_url, json.loads(file.read_text())), flush=True)


def _answers(base_url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base_url}/healthz", timeout=2):
            return True
    except OSError:
        return False


def describe(base_url: str, demo: dict) -> str:
    """Return the addresses and sign-ins as a table."""
    rows = [("Role", "Sign in as", "Password", "Opens at")]
    rows += [(a["role"], a["email"], a["password"], base_url + a["home"]) for a in demo["accounts"]]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["", f"Peili is at {base_url}/ (Ctrl-C stops it).", ""]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        lines.append("  " + "  ".join(cells))
    lines += ["", *(f"  {base_url}{demo['urls'][key]}  {text}" for key, text in SHOWN.items() if key in demo["urls"])]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
