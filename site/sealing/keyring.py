"""The main keys, kept outside the database: from the settings, or in a file made when one is first needed."""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from sealing.files import replace, write_once


class KeyMissing(Exception):
    """There is no main key, or it is not a key."""


def main_keys(*, make: bool = False) -> MultiFernet:
    """Return the main keys, the newest first; with `make` a first key file is made where none is configured.

    Raises KeyMissing when there is none, or one cannot be read.
    """
    names = settings.NOTEBOOK_KEYS or _from_file(make=make)
    try:
        keys = [Fernet(name) for name in names]
    except ValueError as error:
        raise KeyMissing from error
    if not keys:
        raise KeyMissing
    return MultiFernet(keys)


def key_file() -> Path:
    """Return where self-made main keys lie, one a line, the newest first."""
    return Path(settings.KEYS_ROOT) / "muistikirja"


def _from_file(*, make: bool) -> list[str]:
    path = key_file()
    try:
        if make and not path.exists():
            write_once(path, Fernet.generate_key() + b"\n")
        return path.read_text().split()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyMissing from error


def add_key_to_file() -> None:
    """This function will put a new main key before the ones in the file."""
    old = _from_file(make=True)
    replace(key_file(), "\n".join([Fernet.generate_key().decode(), *old, ""]).encode())


def drop_old_keys_from_file() -> None:
    """This function will leave only the newest main key in the file."""
    replace(key_file(), (_from_file(make=False)[0] + "\n").encode())
