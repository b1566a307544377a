"""Fixed texts that an expert agrees on, with their version: a new text gets a new version."""

from django.utils.translation import gettext_lazy as _

CONSENT_VERSION = "2026-1"
CONSENT = _(
    "Annan luvan tallentaa korttini tiedot Työpeili-ohjaajien asiantuntijarekisteriin, jotta ryhmien ohjaajat voivat "
    "kysyä minua asiantuntijaosuuksiin. Tiedot näkevät ohjaajat, kouluttajat, koordinaattorit ja yritysneuvojat. Voin "
    "muuttaa tietojani tai perua luvan milloin vain, jolloin kortti poistuu heti."
)
