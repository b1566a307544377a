"""Verification codes: random, easy to read aloud, with a check character that catches every slip of one character.

27 characters of 5 bits are 135 random bits. The 28th is the check character of a Damm scheme over GF(32): each place
has a weight of its own (a power of two in the field), so a wrong character, and two that changed places, are always
noticed.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
RANDOM_LENGTH = 27
LENGTH = RANDOM_LENGTH + 1
BETWEEN = "-‐‑–—_.·\u200b\ufeff"  # what people and programs put between the groups
GROUP = 4
MODULUS = 0b100101  # x⁵ + x² + 1, primitive: the powers of x do not repeat before the 31st

_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


class BadCode(Exception):
    """The text is no verification code."""


class WrongLength(BadCode):
    """Too short or too long."""


class StrangeSign(BadCode):
    """Holds a sign that no code has."""


class SlipOfTheHand(BadCode):
    """The check character does not fit: something was mistyped."""


def new_code() -> str:
    """Return a new code as it is stored: without hyphens."""
    body = "".join(secrets.choice(ALPHABET) for _place in range(RANDOM_LENGTH))
    return body + check_sign(body)


def check_sign(body: str) -> str:
    """Return the check character of the signs before it."""
    return ALPHABET[_fold(body)]


def normalize(text: str) -> str:
    """Return the code as it is stored from what somebody typed: forgives case, spaces, hyphens and look-alikes.

    Raises WrongLength, StrangeSign or SlipOfTheHand.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    signs = [sign for sign in plain if not (sign.isspace() or sign in BETWEEN)]
    code = "".join(signs).translate(LOOK_ALIKES)
    if any(sign not in _VALUES for sign in code):
        raise StrangeSign
    if len(code) != LENGTH:
        raise WrongLength
    if _fold(code) != 0:
        raise SlipOfTheHand
    return code


def grouped(code: str) -> str:
    """Return the code as people read it: in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _fold(signs: str) -> int:
    """Return the Damm remainder: 0 for a whole code, the value of the check character for a body."""
    remainder = 0
    for sign in signs:
        remainder = (remainder ^ _VALUES[sign]) << 1
        if remainder & 0b100000:
            remainder ^= MODULUS
    return remainder
