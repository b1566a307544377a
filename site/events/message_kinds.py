"""What visitors of events are told, for editors who want to say it otherwise."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

VALUES = {
    "osallistuja": (_("ilmoittautuneen nimi"), "Kaisla Kuovi"),
    "tapahtuma": (_("tapahtuman nimi"), "Jaksava yrittäjä"),
    "aika": (_("tapahtuman aika"), "ti 24.11. klo 14–16"),
    "paikka": (_("paikka ja osoite"), "Lintulahden kirjasto, Pori"),
    "linkki": (_("linkki omaan ilmoittautumiseen, jolla voi perua"), "https://peili.example/tapahtumaan/"),
}

KINDS = [
    MessageKind(
        name="event-confirmed",
        title=_("Tapahtuma: paikka varattu"),
        urgency=Urgency.NOW,
        subject=_("Paikkasi on varattu: Jaksava yrittäjä"),
        text=_("Paikkasi on varattu. Tervetuloa!"),
        values=VALUES,
        needs=("linkki",),
    ),
    MessageKind(
        name="event-waiting",
        title=_("Tapahtuma: jonossa"),
        urgency=Urgency.NOW,
        subject=_("Olet jonossa: Jaksava yrittäjä"),
        text=_("Tapahtuma on täynnä, ja olet nyt jonossa."),
        values=VALUES,
        needs=("linkki",),
    ),
    MessageKind(
        name="event-moved-up",
        title=_("Tapahtuma: paikka vapautui"),
        urgency=Urgency.NOW,
        subject=_("Sait paikan: Jaksava yrittäjä"),
        text=_("Paikka vapautui, ja se on nyt sinun."),
        values=VALUES,
        needs=("linkki",),
    ),
    MessageKind(
        name="event-signup-canceled",
        title=_("Tapahtuma: ilmoittautuminen peruttu"),
        urgency=Urgency.NOW,
        subject=_("Ilmoittautumisesi on peruttu: Jaksava yrittäjä"),
        text=_("Ilmoittautumisesi on peruttu, ja poistimme nimesi ja osoitteesi."),
        values=VALUES,
    ),
    MessageKind(
        name="event-changed",
        title=_("Tapahtuma: tiedot muuttuivat"),
        urgency=Urgency.NOW,
        subject=_("Tapahtuman tiedot muuttuivat: Jaksava yrittäjä"),
        text=_("Tapahtuman aika, paikka tai osallistumistapa on muuttunut."),
        values=VALUES,
        needs=("linkki",),
    ),
    MessageKind(
        name="event-called-off",
        title=_("Tapahtuma: peruttu"),
        urgency=Urgency.NOW,
        subject=_("Tapahtuma on peruttu: Jaksava yrittäjä"),
        text=_("Valitettavasti tämä tapahtuma on peruttu."),
        values=VALUES,
    ),
    MessageKind(
        name="event-reminder",
        title=_("Tapahtuma: muistutus"),
        urgency=Urgency.REMINDER,
        subject=_("Muistutus: Jaksava yrittäjä"),
        text=_("Nähdään pian."),
        values=VALUES,
        needs=("linkki",),
    ),
    MessageKind(
        name="event-count",
        title=_("Tapahtuma: kävijämäärä kirjaamatta"),
        urgency=Urgency.REMINDER,
        subject=_("Kirjaa kävijämäärä: Jaksava yrittäjä"),
        text=_("Tapahtuma on pidetty, mutta kävijämäärää ei ole kirjattu. Raportti odottaa sitä."),
        values={"tapahtuma": VALUES["tapahtuma"]},
    ),
]
