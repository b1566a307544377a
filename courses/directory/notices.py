"""The text a facilitator agrees on, with its version: a new text gets a new version and is asked for anew."""

from django.utils.translation import gettext_lazy as _

CONSENT_VERSION = "2026-1"
CONSENT = _(
    "Annan luvan näyttää nimeni ja tämän esittelyn julkisessa ohjaajahakemistossa, josta myös hakukoneet voivat löytää "
    "ne. Sähköpostiosoitettani ei näytetä. Voin muuttaa esittelyä tai perua luvan milloin vain, jolloin esittely "
    "poistuu heti."
)
