"""Announcements as messages."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

TEXT = _("Ensi kerralla tarvitset läppärin.\n\n– Tuuli Tiira, Syksy 2026")
VALUES = {
    "toteutus": (_("toteutuksen nimi"), "Syksy 2026"),
    "kirjoittaja": (_("tiedotteen kirjoittaja"), "Tuuli Tiira"),
    "tiedote": (_("tiedotteen teksti"), _("Ensi kerralla tarvitset läppärin.")),
}

KINDS = [
    MessageKind(
        name="announcement",
        title=_("Tiedote, joka lähtee heti"),
        urgency=Urgency.NOW,
        subject=_("Ota läppäri mukaan"),
        text=TEXT,
        values=VALUES,
        needs=("tiedote",),
    ),
    MessageKind(
        name="announcement-digest",
        title=_("Tiedote, joka kerrotaan koosteessa"),
        urgency=Urgency.DIGEST,
        subject=_("Kuvia syksyn kerroilta"),
        text=TEXT,
        values=VALUES,
        needs=("tiedote",),
    ),
]
