"""The messages about certificates, and how urgent each is."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="certificate-issued",
        title=_("Todistuksesi on valmis"),
        urgency=Urgency.NOW,
        subject=_("Todistuksesi on valmis"),
        text=_("Onneksi olkoon! Voit nyt ladata todistuksesi Peilistä ja jakaa sen valitsemillesi organisaatioille."),
    ),
    MessageKind(
        name="certificate-name",
        title=_("Tarkista nimesi todistusta varten"),
        urgency=Urgency.NOW,
        subject=_("Tarkista nimesi todistusta varten"),
        text=_("Kaikki ehdot täyttyvät. Katso, että nimesi on todistuksessa oikein."),
    ),
    MessageKind(
        name="certificate-bundle",
        title=_("Todistuspaketti on valmis"),
        urgency=Urgency.NOW,
        subject=_("Todistuspaketti on valmis"),
        text=_("Lataa pyytämäsi todistukset Peilistä. Paketti on tarjolla kolme päivää."),
    ),
    MessageKind(
        name="certificate-attendance-corrected",
        title=_("Läsnäoloa on korjattu todistuksen myöntämisen jälkeen"),
        urgency=Urgency.NOW,
        subject=_("Läsnäoloa on korjattu todistuksen myöntämisen jälkeen"),
        text=_("Todistus pysyy voimassa. Arvioi, pitääkö se korjata tai mitätöidä."),
        values={
            "kerta": (_("kerran numero"), "3"),
            "todistukset": (_("todistusten numerot"), "TP-2026-0012"),
        },
        needs=("todistukset",),
    ),
    MessageKind(
        name="contact-joined",
        title=_("Kutsusi yhteyshenkilöksi hyväksyttiin"),
        urgency=Urgency.DIGEST,
        subject=_("Kutsusi yhteyshenkilöksi hyväksyttiin"),
        text=_("Hän on nyt organisaation yhteyshenkilö."),
        needs=("teksti",),
    ),
    MessageKind(
        name="certificate-contact",
        title=_("Organisaation yhteyshenkilö vaihtui"),
        urgency=Urgency.NOW,
        subject=_("Organisaation yhteyshenkilö vaihtui"),
        text=_("Uusi yhteyshenkilö näkee todistuksesi. Voit perua jaon milloin tahansa."),
        needs=("teksti",),
    ),
    MessageKind(
        name="contact-invitation",
        title=_("Kutsu yhteyshenkilöksi"),
        urgency=Urgency.NOW,
        subject=_("Kutsu yhteyshenkilöksi"),
        text=_("Kutsu ja linkki, jolla se hyväksytään."),
        needs=("teksti",),
    ),
]
