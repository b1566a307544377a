"""The messages about the end of a run, and of an account that nobody uses."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

RUN = {"toteutus": (_("toteutuksen nimi"), _("Syksy 2026"))}
DAY = {"paiva": (_("päivä, jona tiedot poistetaan"), "22.11.2027")}

KINDS = [
    MessageKind(
        name="run-closed",
        title=_("Koulutus on päättynyt"),
        urgency=Urgency.NOW,
        subject=_("Koulutus on päättynyt"),
        text=_("Toteutus on suljettu. Voit ladata omat tekstisi, ennen kuin ne poistetaan."),
        values={**RUN, **DAY},
        needs=("paiva",),
    ),
    MessageKind(
        name="run-ended-unfinished",
        title=_("Koulutuksesi on päättynyt ilman todistusta"),
        urgency=Urgency.NOW,
        subject=_("Koulutuksesi on päättynyt ilman todistusta"),
        text=_("Toteutus on suljettu, ja koulutuksesi päättyi ilman todistusta. Voit ladata omat tekstisi."),
        values={**RUN, **DAY},
        needs=("paiva",),
    ),
    MessageKind(
        name="run-reopened",
        title=_("Koulutuksesi jatkuu"),
        urgency=Urgency.NOW,
        subject=_("Koulutuksesi jatkuu"),
        text=_("Toteutus on avattu uudelleen, ja sinulla on taas paikka siinä."),
        values=RUN,
    ),
    MessageKind(
        name="group-hand-over",
        title=_("Luovuta ryhmäsi uudelle ohjaajalle"),
        urgency=Urgency.NOW,
        subject=_("Luovuta ryhmäsi uudelle ohjaajalle"),
        text=_("Kutsu uusi ohjaaja ryhmän sivulla ja luovuta ryhmä, kun ryhmäläiset ovat suostuneet."),
        values={**RUN, "ryhma": (_("ryhmän työnimi"), "Aamukahvi")},
        needs=("ryhma",),
    ),
    MessageKind(
        name="group-ended",
        title=_("Ryhmäsi on merkitty päättyneeksi"),
        urgency=Urgency.NOW,
        subject=_("Ryhmäsi on merkitty päättyneeksi"),
        text=_("Ryhmäläisten kortit poistetaan. Jos tieto on väärä, ota yhteys koordinaattoriin."),
        values={**RUN, **DAY, "ryhma": (_("ryhmän työnimi"), "Aamukahvi")},
        needs=("ryhma", "paiva"),
    ),
    MessageKind(
        name="account-unused",
        title=_("Peilin tilisi poistetaan, jos et kirjaudu"),
        urgency=Urgency.NOW,
        subject=_("Peilin tilisi poistetaan, jos et kirjaudu"),
        text=_("Jos haluat säilyttää tilin, kirjaudu sisään ennen poistopäivää. Muuta ei tarvita."),
        values=DAY,
        needs=("paiva",),
    ),
]
