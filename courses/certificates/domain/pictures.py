"""Pictures on a certificate are frozen with it: copied once under the name of their hash, and read from there."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, UnidentifiedImageError

from media.storage import protected_storage

FOLDER = "todistukset/kuvat"
LARGEST = 1200  # pixels: sharp on paper in the size it is printed


class UnableToFreeze(Exception):
    """The picture cannot be read."""


def freeze_picture(picture: Any) -> dict[str, str] | None:
    """This function will keep a copy of a picture for good and return how a snapshot names it; None for no picture.

    Safe to repeat: the same picture has the same name. Raises UnableToFreeze when it cannot be read.
    """
    if picture is None:
        return None
    content = _as_png(picture)
    name = f"{FOLDER}/{hashlib.sha256(content).hexdigest()}.png"
    storage = protected_storage()
    if storage.exists(name) and not _is_whole(name, content):  # left half written by a process that was killed
        storage.delete(name)
    if not storage.exists(name):
        storage.save(name, ContentFile(content))
    return {"file": name}


def _is_whole(name: str, content: bytes) -> bool:
    with protected_storage().open(name, "rb") as file:
        return file.read() == content


def address_of(frozen: dict[str, str] | None) -> str:
    """Return a frozen picture as a data address, or "" for none. Raises UnableToFreeze when it was changed."""
    if not frozen:
        return ""
    with protected_storage().open(frozen["file"], "rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() not in frozen["file"]:
        raise UnableToFreeze(frozen["file"])
    return "data:image/png;base64," + base64.b64encode(content).decode()


def live_address_of(picture: Any) -> str:
    """Return a picture that is not frozen as a data address, for a preview that stores nothing."""
    return "data:image/png;base64," + base64.b64encode(_as_png(picture)).decode() if picture else ""


def _as_png(picture: Any) -> bytes:
    try:
        with picture.file.open("rb") as file:
            drawn = Image.open(BytesIO(file.read())).convert("RGBA")
    except (OSError, UnidentifiedImageError, ValueError) as error:
        raise UnableToFreeze(str(picture)) from error
    drawn.thumbnail((LARGEST, LARGEST))
    plain = Image.new("RGB", drawn.size, "white")
    plain.paste(drawn, mask=drawn.getchannel("A"))
    room = BytesIO()
    plain.save(room, "PNG", optimize=True)
    return room.getvalue()
