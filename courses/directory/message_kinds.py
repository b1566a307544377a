"""What the register tells its facilitators, for editors who want to say it otherwise."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="directory-reminder",
        title=_("Esittely ohjaajahakemistossa vanhenee"),
        urgency=Urgency.NOW,
        subject=_("Pitääkö esittelysi ohjaajahakemistossa vielä paikkansa?"),
        text=_("Vahvista esittely, niin se näkyy vielä vuoden. Muuten se poistuu itsestään."),
    ),
]
