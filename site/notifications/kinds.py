"""The sorts of messages: how urgent each is, what an editor may say in it. Apps list theirs in `message_kinds.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.discovery import modules_named

Text = str | Promise


class Urgency(models.TextChoices):
    """The three classes of message."""

    NOW = "now", _("heti: odottaa vastaanottajaa tai muuttaa hänen suunnitelmiaan")
    REMINDER = "reminder", _("muistutus kerrasta")
    DIGEST = "digest", _("kooste: ei kiirettä")


# What every message has: the name of whoever gets it, the built-in words, and the address it leads to.
EVERYWHERE: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "nimi": (_("vastaanottajan etunimi"), "Kaisla"),
        "otsikko": (_("Peilin oma otsikko"), ""),
        "teksti": (_("Peilin oma teksti"), ""),
        "linkki": (_("osoite, johon viesti johtaa"), "https://peili.example/"),
    }
)


@dataclass(frozen=True)
class MessageKind:
    """One sort of message: its name in code and in words, its class, an example of it, and its own variables."""

    name: str
    title: Text
    urgency: Urgency
    subject: Text  # as it reads now, for the editor to see
    text: Text
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)  # variable: what it is, and an example
    needs: tuple[str, ...] = ()  # variables without which the message tells nothing, unless it has the built-in text

    def variables(self) -> dict[str, tuple[Text, Text]]:
        """Return all that may be used in a template of this kind, with what it is and an example."""
        own = {"otsikko": (EVERYWHERE["otsikko"][0], self.subject), "teksti": (EVERYWHERE["teksti"][0], self.text)}
        return {**EVERYWHERE, **own, **self.values}


@cache
def all_kinds() -> dict[str, MessageKind]:
    """Return every kind by its name, as the apps list them."""
    return {kind.name: kind for _label, module in modules_named("message_kinds") for kind in module.KINDS}
