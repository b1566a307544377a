"""Who may see a picture or a recording. Apps that show files say so in a module `file_gate.py`:

`is_public(file)` says whether a page that anybody may read shows the file, `may_fetch(user=…, file=…, at=…)` whether a
page that is open to the person does. This package stands below the pages and knows none of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.discovery import modules_named


def is_public(file: Any) -> bool:
    """Say whether anybody may see the file."""
    return getattr(file, "is_public", False) or any(gate.is_public(file) for _label, gate in modules_named("file_gate"))


def may_fetch(*, user: Any, file: Any, at: datetime) -> bool:
    """Say whether the person may see a file that is not public: editors do, others where a page shows it to them."""
    if not user.is_authenticated:
        return False
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    return any(gate.may_fetch(user=user, file=file, at=at) for _label, gate in modules_named("file_gate"))
