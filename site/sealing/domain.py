"""Sealing a person's private texts and opening them again, for that person alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sealing.keyring import KeyMissing, main_keys
from sealing.models import PersonalKey

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class UnableToOpen(Exception):
    """Private texts cannot be sealed or opened now; the message says so to their writer. Nothing is lost."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Yksityisiä tekstejäsi ei voi nyt avata eikä tallentaa, koska palvelimelta puuttuu niiden avain. "
                "Aiemmin tallennetut ovat tallessa. Kerro asiasta ylläpitäjälle."
            )
        )


def seal(*, user: User, text: str) -> str:
    """This function will return the text sealed with the person's own key; an empty text stays empty.

    Raises UnableToOpen when the main key is missing, or is not the one the person's key was wrapped with.
    """
    return _box_for(user).encrypt(text.encode()).decode() if text else ""


def open_sealed(*, user: User, sealed: str) -> str:
    """Return a sealed text in plain words.

    Raises UnableToOpen when the keys that are there do not open it.
    """
    return open_many(user=user, sealed=[sealed])[0]


def open_many(*, user: User, sealed: Iterable[str]) -> list[str]:
    """Return many sealed texts of one person, with one question to the database."""
    rows = list(sealed)
    if not any(rows):
        return ["" for _row in rows]
    key = PersonalKey.objects.filter(user=user).first()
    if key is None:
        raise UnableToOpen
    box = _unwrapped(key)
    try:
        return [box.decrypt(row.encode()).decode() if row else "" for row in rows]
    except InvalidToken as error:
        raise UnableToOpen from error


def _box_for(user: User) -> Fernet:
    """Return the person's own key, made when they first seal something."""
    key = PersonalKey.objects.filter(user=user).first()
    return _unwrapped(key) if key else _unwrapped(make_key(PersonalKey, user_id=user.pk, at=timezone.now()))


def make_key(model: Any, *, user_id: int, at: datetime) -> Any:
    """This function will make a person's key, or return the one another request has just made.

    The first main key of an installation is made here too. But where people have keys already a missing main key is
    an accident, and a new one would only hide it.
    """
    try:
        main = main_keys(make=not model.objects.exists())
    except KeyMissing as error:
        raise UnableToOpen from error
    values = {"wrapped": main.encrypt(Fernet.generate_key()).decode(), "made_at": at}
    with transaction.atomic():
        return model.objects.get_or_create(user_id=user_id, defaults=values)[0]


def _unwrapped(key: Any) -> Fernet:
    try:
        return Fernet(main_keys().decrypt(key.wrapped.encode()))
    except (KeyMissing, InvalidToken, ValueError) as error:
        raise UnableToOpen from error


def rewrap_keys(*, at: datetime) -> int:
    """This function will wrap every person's key with the newest main key; return how many there were.

    Raises UnableToOpen, and changes nothing, when one of them does not open with the main keys that are there.
    """
    with transaction.atomic():
        keys = list(PersonalKey.objects.select_for_update().order_by("pk"))
        try:
            main = main_keys()
            for key in keys:
                key.wrapped, key.rewrapped_at = main.rotate(key.wrapped.encode()).decode(), at
        except (KeyMissing, InvalidToken) as error:
            raise UnableToOpen from error
        PersonalKey.objects.bulk_update(keys, ["wrapped", "rewrapped_at"], batch_size=500)
    return len(keys)
