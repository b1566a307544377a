"""What stands in a row, made into an address and a name, or into the reason why it is none."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import normalize_email
from accounts.names import LONGEST, clean_name, validate_name
from courses.invitations.enums import Fault

LONGEST_ADDRESS = 254
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
WRAPPING = " \t\r\n\"'<>()[],;:„“”‚‘’»«"
FORMULA_SIGNS = "=+-@|"


def clean_address(raw: str) -> tuple[str, Fault]:
    """Return the address as it is stored and no fault, or an empty one and what is wrong with it.

    Outer blanks, brackets, quotes, invisible signs and `mailto:` come along when addresses are copied and mean
    nothing; another case of letters is the same person.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).replace("\u00a0", " ").strip()
    if text.startswith("="):
        return "", Fault.FORMULA
    text = text.strip(WRAPPING)
    if text.lower().startswith("mailto:"):
        text = text[7:].split("?", 1)[0]
    text = text.strip(WRAPPING).rstrip(".")
    fault = _fault_of(text)
    return ("", fault) if fault else (normalize_email(text), Fault.NONE)


def _fault_of(text: str) -> Fault:
    """Return the first thing that is wrong with an address, in the order in which people make mistakes."""
    if not text:
        return Fault.MISSING
    count = text.count("@")
    if count != 1:
        return Fault.TWO_AT if count else Fault.NO_AT
    if any(sign.isspace() for sign in text):
        return Fault.SPACE
    if len(text) > LONGEST_ADDRESS:
        return Fault.LONG
    local, domain = text.split("@")
    if any(part.startswith(".") or part.endswith(".") or ".." in part for part in (local, domain)):
        return Fault.DOTS
    if not local or text[0] in FORMULA_SIGNS:
        return Fault.SIGN
    return _fault_by_rules(text, domain)


def _fault_by_rules(text: str, domain: str) -> Fault:
    try:
        validate_email(text)
    except ValidationError:
        try:
            validate_email(f"a@{domain}")
        except ValidationError:
            return Fault.DOMAIN
        return Fault.SIGN
    return Fault.NONE


def clean_person_name(raw: str) -> tuple[str, Fault]:
    """Return the name as it is printed, or an empty one and the fault when what stood there can be no name.

    `Koski, Meri` is turned round. A name is only a suggestion: the person confirms it.
    """
    name = clean_name(INVISIBLE.sub("", raw)).strip("\"'<>;, ")
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        name = f"{given} {family}".strip()
    if not name:
        return "", Fault.NONE
    try:
        validate_name(name)
    except ValidationError:
        return "", Fault.NAME
    return (name, Fault.NONE) if len(name) <= 2 * LONGEST - 2 else ("", Fault.NAME)
