"""Key files: written once, readable by nobody else, and whole even when two processes make one at the same time."""

import os
import secrets
from pathlib import Path


def write_once(path: Path, content: bytes) -> bool:
    """This function will store a new key file, unless there is one; return whether it did."""
    draft = _draft(path, content)
    try:
        os.link(draft, path)  # unlike a rename this never replaces a key that is there
    except FileExistsError:
        return False
    else:
        return True
    finally:
        draft.unlink()


def replace(path: Path, content: bytes) -> None:
    """This function will put a new version of a key file in the place of the old one, at once and whole."""
    _draft(path, content).replace(path)


def _draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft
