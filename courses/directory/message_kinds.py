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
    MessageKind(
        name="directory-removed",
        title=_("Esittely on poistettu ohjaajahakemistosta"),
        urgency=Urgency.NOW,
        subject=_("Esittelysi on poistettu ohjaajahakemistosta"),
        text=_("Koordinaattori on poistanut esittelysi, ja syy kerrotaan viestissä."),
        needs=("teksti",),
    ),
    MessageKind(
        name="directory-confirm",
        title=_("Viestin vahvistus sille, joka kirjoittaa ohjaajalle"),
        urgency=Urgency.NOW,
        subject=_("Vahvista viestisi ohjaajalle"),
        text=_("Linkki, jolla viesti lähtee ohjaajalle."),
        needs=("teksti",),
    ),
    MessageKind(
        name="directory-message",
        title=_("Viesti hakemistossa olevalle ohjaajalle"),
        urgency=Urgency.NOW,
        subject=_("Sinua kysytään ohjaajaksi"),
        text=_("Kirjoittajan viesti ja linkki, jolla asiattomasta viestistä voi ilmoittaa."),
        needs=("teksti",),
    ),
    MessageKind(
        name="directory-asked",
        title=_("Sinua kysytään ohjaajaksi"),
        urgency=Urgency.DIGEST,
        subject=_("Sinua kysytään ohjaajaksi"),
        text=_("Viesti on sähköpostissasi. Vastaa siihen sähköpostitse."),
    ),
]
