"""The messages about shared expert sessions, and how urgent each is."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

SESSION = {"osuus": (_("asiantuntijaosuuden aihe"), _("Verotus"))}

KINDS = [
    MessageKind(
        name="expert-session-cancelled",
        title=_("Asiantuntijaosuus on peruttu"),
        urgency=Urgency.NOW,
        subject=_("Asiantuntijaosuus on peruttu"),
        text=_(
            "Järjestäjä on perunut asiantuntijaosuuden. Ryhmäsi paikat ja osuus kuluista raukesivat. "
            "Kerro tästä ryhmällesi."
        ),
        values=SESSION,
        needs=("osuus",),
    ),
    MessageKind(
        name="expert-session-terms",
        title=_("Asiantuntijaosuuden hinta muuttui"),
        urgency=Urgency.NOW,
        subject=_("Asiantuntijaosuuden hinta muuttui"),
        text=_(
            "Asiantuntijaosuuden hinta tai sen jakoperuste muuttui. Katso ryhmäsi uusi osuus ja vahvista "
            "tai peru varaus. Vahvistamaton varaus raukeaa, kun varaukset suljetaan."
        ),
        values=SESSION,
        needs=("osuus",),
    ),
    MessageKind(
        name="expert-session-changed",
        title=_("Asiantuntijaosuuden tiedot muuttuivat"),
        urgency=Urgency.NOW,
        subject=_("Asiantuntijaosuuden tiedot muuttuivat"),
        text=_("Järjestäjä on muuttanut aikaa tai paikkaa. Tarkista uudet tiedot ja kerro ryhmällesi."),
        values=SESSION,
        needs=("osuus",),
    ),
    MessageKind(
        name="expert-session-closed",
        title=_("Asiantuntijaosuuden varaukset on suljettu"),
        urgency=Urgency.NOW,
        subject=_("Asiantuntijaosuuden varaukset on suljettu"),
        text=_("Paikat ja osuudet on vahvistettu. Ryhmäsi osuus näkyy nyt ryhmän kuluissa."),
        values=SESSION,
        needs=("osuus",),
    ),
    MessageKind(
        name="expert-session-dropped",
        title=_("Varauksesi raukesi"),
        urgency=Urgency.NOW,
        subject=_("Varauksesi raukesi"),
        text=_(
            "Hinta oli muuttunut, eikä varausta vahvistettu ennen kuin varaukset suljettiin. Ryhmälläsi ei "
            "ole paikkoja eikä maksettavaa."
        ),
        values=SESSION,
        needs=("osuus",),
    ),
    MessageKind(
        name="expert-session-offered",
        title=_("Asiantuntijaosuuden paikkoja voi varata"),
        urgency=Urgency.NOW,
        subject=_("Asiantuntijaosuuden paikkoja voi varata"),
        text=_("Kerroit, että ryhmälläsi on sama tarve. Asiantuntijaosuus on sovittu; varaa ryhmäsi paikat."),
        values=SESSION,
        needs=("osuus",),
    ),
    MessageKind(
        name="expert-invitation",
        title=_("Pyyntö asiantuntijarekisteriin"),
        urgency=Urgency.NOW,
        subject=_("Pyyntö asiantuntijarekisteriin"),
        text=_("Pyyntö ja linkki, jolla kortti täytetään."),
        needs=("teksti",),
    ),
    MessageKind(
        name="expert-link",
        title=_("Linkki asiantuntijakorttiisi"),
        urgency=Urgency.NOW,
        subject=_("Linkki asiantuntijakorttiisi"),
        text=_("Linkki omaan korttiin."),
        needs=("teksti",),
    ),
    MessageKind(
        name="expert-removed",
        title=_("Kortti on poistettu asiantuntijarekisteristä"),
        urgency=Urgency.NOW,
        subject=_("Korttisi on poistettu asiantuntijarekisteristä"),
        text=_("Tieto siitä, että koordinaattori on poistanut kortin."),
        needs=("teksti",),
    ),
    MessageKind(
        name="expert-message",
        title=_("Ohjaajan viesti asiantuntijalle"),
        urgency=Urgency.NOW,
        subject=_("Työpeili-ohjaaja kysyy sinua asiantuntijaksi"),
        text=_("Ohjaajan viesti. Vastaus menee hänelle suoraan."),
        needs=("teksti",),
    ),
    MessageKind(
        name="expert-asked",
        title=_("Ohjaaja kysyy sinua asiantuntijaksi"),
        urgency=Urgency.DIGEST,
        subject=_("Ohjaaja kysyy sinua asiantuntijaksi"),
        text=_("Viesti on sähköpostissasi. Vastaa siihen sähköpostitse."),
    ),
    MessageKind(
        name="network-added",
        title=_("Sinut on lisätty ryhmäverkostoon"),
        urgency=Urgency.DIGEST,
        subject=_("Sinut on lisätty ryhmäverkostoon"),
        text=_("Koordinaattori lisäsi sinut alueesi ohjaajien verkostoon. Voit lähteä siitä milloin vain."),
        needs=("teksti",),
    ),
    MessageKind(
        name="network-answer",
        title=_("Ilmoitukseesi on vastattu"),
        urgency=Urgency.DIGEST,
        subject=_("Ilmoitukseesi on vastattu"),
        text=_("Lue vastaus verkoston ilmoitustaululta."),
    ),
    MessageKind(
        name="network-report",
        title=_("Verkoston ilmoitus pyydettiin tarkistamaan"),
        urgency=Urgency.NOW,
        subject=_("Verkoston ilmoitus pyydettiin tarkistamaan"),
        text=_("Lue ilmoitus ja päätä, jääkö se taululle."),
    ),
]
