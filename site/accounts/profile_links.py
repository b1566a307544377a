"""What apps add to one's own details: a module `profile_links.py` with `profile_links(*, user)`, found by its name."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.discovery import modules_named
from accounts.models import User


@dataclass(frozen=True)
class ProfileLink:
    """A page on which a person decides something of their own, and what it is about."""

    title: str
    url: str
    text: str = ""


def links_of(user: User) -> list[ProfileLink]:
    """Return the links of all apps for the person, in the order of the apps."""
    offering = [module for _label, module in modules_named("profile_links") if hasattr(module, "profile_links")]
    return [link for module in offering for link in module.profile_links(user=user)]
