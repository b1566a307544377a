#!/usr/bin/env python3
"""Django's command line; puts the root and `site/` on the path."""

import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]  # `site/` is a path root, not a package


def main() -> None:
    """Run the command named on the command line."""
    gc.set_threshold(20_000, 20, 100)  # thousands of classes are made at the start: less looking for what none left
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the path above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
