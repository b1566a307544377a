"""The messages about a place in a run: getting one, not getting one, the waiting list, going on elsewhere."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

RUN = {"toteutus": (_("toteutuksen nimi"), "Syksy 2026")}
REASON = {"syy": (_("kouluttajan kirjoittama syy"), _("Sovittu puhelimessa"))}

PLACE_KINDS = [
    MessageKind(
        name="place-given",
        title=_("Paikka on vahvistettu"),
        urgency=Urgency.NOW,
        subject=_("Paikkasi koulutuksessa on vahvistettu"),
        text=_("Tervetuloa! Näet koulutuskerrat ja ensimmäisen tehtäväsi Peilissä."),
        values=RUN,
    ),
    MessageKind(
        name="application-declined",
        title=_("Hakemusta ei hyväksytty"),
        urgency=Urgency.NOW,
        subject=_("Hakemustasi ei voitu hyväksyä"),
        text=_("Kiitos kiinnostuksestasi. Tällä kertaa emme voineet tarjota sinulle paikkaa."),
        values=RUN,
    ),
    MessageKind(
        name="place-freed",
        title=_("Jonosta sai paikan"),
        urgency=Urgency.NOW,
        subject=_("Sait paikan koulutuksesta: Syksy 2026"),
        text=_(
            "Paikka vapautui, ja se on nyt sinun. Jos et pääsekään mukaan, peru paikkasi Peilissä: silloin seuraava "
            "jonossa saa sen."
        ),
        values=RUN,
        needs=("toteutus",),
    ),
    MessageKind(
        name="place-kept",
        title=_("Jonossa olevalle on varattu paikka"),
        urgency=Urgency.NOW,
        subject=_("Sinulle on varattu paikka: Syksy 2026"),
        text=_(
            "Paikka vapautui, ja olet jonossa ensimmäisenä. Koordinaattori käy vielä hakemuksesi läpi ja kertoo "
            "sinulle päätöksestä. Jos et pääsekään mukaan, peru ilmoittautumisesi Peilissä."
        ),
        values=RUN,
        needs=("toteutus",),
    ),
    MessageKind(
        name="withdrawn",
        title=_("Kouluttaja on merkinnyt koulutuksen keskeytyneeksi"),
        urgency=Urgency.NOW,
        subject=_("Koulutuksesi on merkitty keskeytyneeksi: Syksy 2026"),
        text=_("Läsnäolosi ja suorituksesi jäävät talteen, ja voit jatkaa toisessa toteutuksessa."),
        values={**RUN, **REASON},
        needs=("toteutus", "syy"),
    ),
]
