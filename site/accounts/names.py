"""What a person's name may look like: it is printed on certificates and exported to spreadsheets."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 80
PUNCTUATION = " -‐‑'’ʼ."


def clean_name(value: str) -> str:
    """Return the name as it is stored: composed letters, single spaces, no outer blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", value)).strip()


def validate_name(value: str) -> None:
    """Refuse what cannot be a name: no letters, signs that names do not have, a leading sign.

    Letters of all scripts, their marks, spaces, hyphens, apostrophes and full stops are welcome. Formulas of
    spreadsheets (`=`, `+`, `-`, `@` in front) and emoji are not.

    Raises ValidationError that names the sign that is in the way.
    """
    if not any(unicodedata.category(sign).startswith("L") for sign in value):
        raise ValidationError(_("Kirjoita nimi kirjaimin."), code="no_letters")
    for sign in value:
        if unicodedata.category(sign)[0] not in "LM" and sign not in PUNCTUATION:
            raise ValidationError(
                _("Nimessä voi olla kirjaimia, välejä, yhdysviivoja, heittomerkkejä ja pisteitä. Poista %(sign)s"),
                code="strange_sign",
                params={"sign": sign if sign.isprintable() else f"U+{ord(sign):04X}"},
            )
    if unicodedata.category(value[0])[0] != "L" and value[0] not in "'’ʼ":
        raise ValidationError(_("Nimi alkaa kirjaimella."), code="leading_sign")
