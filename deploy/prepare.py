"""Make a data folder ready to serve: texts compiled, tables made, static files collected, the demo loaded.

Everything happens in one process, as starting Django is most of the work when nothing has changed.
"""

import argparse
import gc
import hashlib
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def main() -> None:
    """Run the steps that are needed, telling how long each took."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--demo", action="store_true", help="load the demo and write its sign-ins to demo.json")
    arguments.add_argument("--trainees", type=int, default=0, help="with one more run of this many trainees")
    chosen = arguments.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    gc.set_threshold(20_000, 20, 100)  # migrating makes classes by the ten thousand; a quarter of its time was this

    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    django.setup()
    _step("Texts of the interface", _compile_texts)
    _step("Database", _migrate)
    _step("Erasures", _repeat_erasures)
    _step("Static files", _collect_static)
    if chosen.demo:
        _step("The course and its people", lambda: _load_demo(chosen.trainees))


def _step(name: str, work: Callable[[], bool | None]) -> None:
    started = time.monotonic()
    done = work()
    took = f"{time.monotonic() - started:5.1f} s" if done is not False else "as before"
    print(f"  {name:28} {took}", flush=True)


def _compile_texts() -> None:
    call_command("messages", "--compile-only", verbosity=0, stdout=io.StringIO())


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _repeat_erasures() -> bool:
    """Erase again what people had erased, in case the database was restored from a backup."""
    if not Path(settings.ERASURE_LEDGER).exists():
        return False
    call_command("replay_erasures", stdout=io.StringIO())
    return True


def _collect_static() -> bool:
    """Collect the static files, unless nothing has changed since the last time."""

    seen = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            status = os.stat(storage.path(path))
            seen.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    if stamp.is_file() and stamp.read_text() == seen.hexdigest():
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(seen.hexdigest())
    return True


def _load_demo(trainees: int) -> None:

    printed = io.StringIO()
    call_command(
        "demo", "--json", *(["--trainees", str(trainees)] if trainees else []), stdout=printed, stderr=io.StringIO()
    )
    (Path(settings.DATA_DIR) / "demo.json").write_text(printed.getvalue())


if __name__ == "__main__":
    main()
