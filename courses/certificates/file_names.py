"""What the file of a certificate is called when somebody saves it: safe on every system, the surname first."""

import unicodedata
from functools import lru_cache

RESERVED = '<>:"/\\|?*'  # signs that Windows, macOS or a ZIP gives a meaning of its own
LONGEST = 60  # of one name; with both, the number and the ending still below 255 bytes


@lru_cache(maxsize=1000)
def file_name(*, family_name: str, given_name: str, number: str, version: int = 1) -> str:
    """Return `Surname_Given_number.pdf`; what was replaced tells its version. People of the same name differ."""
    parts = [_safe(family_name), _safe(given_name), _safe(number)]
    later = f"_v{version}" if version > 1 else ""
    return "_".join(part for part in parts if part) + later + ".pdf"


def _safe(text: str) -> str:
    """Return the text without what file systems trip over; letters of all scripts stay."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(sign for sign in composed if sign not in RESERVED and unicodedata.category(sign)[0] != "C")
    words = "_".join(kept.split())
    plain = words.lstrip("=+-@._'").rstrip("._")
    while len(plain.encode()) > LONGEST:
        plain = plain[:-1]
    return plain
