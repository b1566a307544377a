"""The messages of the course core, with what an editor's own text may name."""

from django.utils.translation import gettext_lazy as _

from courses.place_kinds import PLACE_KINDS
from notifications.kinds import MessageKind, Urgency

RUN = {"toteutus": (_("toteutuksen nimi"), "Syksy 2026")}
SESSION = {
    **RUN,
    "kerta": (_("kerran numero"), "3"),
    "kerran_nimi": (_("kerran nimi"), _("Ryhmän ohjaaminen")),
    "aika": (_("kerran aika"), _("ti 24.11. klo 14–16")),
    "paikka": (_("paikka"), _("Kirjasto, sali 2")),
}
OWN_WORDS = {"oma_viesti": (_("kouluttajan oma viesti"), _("Sali on remontissa."))}
CHANGE = {**SESSION, "aiempi_aika": (_("kerran aiempi aika"), _("ma 23.11. klo 14–16")), **OWN_WORDS}
FILE = _("Liitteenä on kalenteritieto, joka korvaa aiemman merkinnän.")

KINDS = [
    MessageKind(
        name="session-moved",
        title=_("Kerta on siirretty"),
        urgency=Urgency.NOW,
        subject=_("Muutos: kerta 3 on ti 24.11. klo 14–16"),
        text=FILE,
        values=CHANGE,
        needs=("aika",),
    ),
    MessageKind(
        name="session-cancelled",
        title=_("Kerta on peruttu"),
        urgency=Urgency.NOW,
        subject=_("Peruttu: kerta 3, ti 24.11. klo 14–16"),
        text=_("Kerta on peruttu. Sinun ei tarvitse tehdä mitään: perutun kerran läsnäoloa ei vaadita."),
        values=CHANGE,
        needs=("aika",),
    ),
    MessageKind(
        name="session-restored",
        title=_("Peruttu kerta pidetään sittenkin"),
        urgency=Urgency.NOW,
        subject=_("Kerta 3 pidetään sittenkin: ti 24.11. klo 14–16"),
        text=FILE,
        values=CHANGE,
        needs=("aika",),
    ),
    MessageKind(
        name="session-reminder",
        title=_("Muistutus kerrasta"),
        urgency=Urgency.REMINDER,
        subject=_("Muistutus: kerta 3 on ti 24.11. klo 14–16"),
        text=_("Ohjelman ja ennakkotehtävän näet kerran sivulta."),
        values=SESSION,
        needs=("aika",),
    ),
    MessageKind(
        name="run-cancelled",
        title=_("Toteutus on peruttu"),
        urgency=Urgency.NOW,
        subject=_("Peruttu: Syksy 2026"),
        text=_("Ohjaajakoulutus: toteutus ”Syksy 2026” on peruttu."),
        values={**RUN, "koulutus": (_("koulutuksen nimi"), _("Ohjaajakoulutus")), **OWN_WORDS},
        needs=("toteutus",),
    ),
    MessageKind(
        name="make-up-offered",
        title=_("Kerran voi korvata tehtävällä"),
        urgency=Urgency.NOW,
        subject=_("Voit korvata kerran 3"),
        text=_("Olit poissa tai paikalla vain osan ajasta. Voit korvata kerran tehtävällä määräpäivään mennessä."),
        values={"kerta": SESSION["kerta"], "maarapaiva": (_("viimeinen päivä"), "8.12.")},
        needs=("maarapaiva",),
    ),
    MessageKind(
        name="make-up-accepted",
        title=_("Korvaava tehtävä on hyväksytty"),
        urgency=Urgency.DIGEST,
        subject=_("Korvaava tehtävä on hyväksytty"),
        text=_("Kouluttaja hyväksyi korvaavan tehtäväsi. Kerta on nyt korvattu."),
    ),
    MessageKind(
        name="make-up-returned",
        title=_("Korvaavaa tehtävää on täydennettävä"),
        urgency=Urgency.NOW,
        subject=_("Täydennä korvaavaa tehtävää"),
        text=_("Kouluttaja palautti korvaavan tehtäväsi. Lue kommentti Peilissä."),
    ),
    MessageKind(
        name="exception-second",
        title=_("Poikkeus odottaa toisen vahvistusta"),
        urgency=Urgency.NOW,
        subject=_("Poikkeus odottaa toisen vahvistusta"),
        text=_("Mistään ehdosta ei jäisi omaa suoritusta. Avaa osallistuja ja vahvista tai lopeta poikkeus."),
    ),
    *PLACE_KINDS,
    MessageKind(
        name="application-moved-up",
        title=_("Jonosta nousi hakemus päätettäväksi"),
        urgency=Urgency.NOW,
        subject=_("Jonosta nousi hakemus päätettäväksi: Syksy 2026"),
        text=_("Paikka vapautui ja on varattu jonon ensimmäiselle. Päätä hakemuksesta."),
        values=RUN,
    ),
    MessageKind(
        name="enrolment-left",
        title=_("Ilmoittautuminen on peruttu tai koulutus keskeytetty"),
        urgency=Urgency.NOW,
        subject=_("Osallistuja perui: Syksy 2026"),
        text=_("Kuka lähti ja milloin, sekä jonosta nousseet."),
        needs=("teksti",),
    ),
    MessageKind(
        name="transferred",
        title=_("Jatkat toisessa toteutuksessa"),
        urgency=Urgency.NOW,
        subject=_("Jatkat toisessa toteutuksessa: Syksy 2026"),
        text=_("Mistä ja minne siirryt, hyväksiluetut kerrat ja mitä tulee mukaan."),
        values=RUN,
        needs=("teksti",),
    ),
    MessageKind(
        name="trainee-moved",
        title=_("Osallistuja siirtyi toiseen toteutukseen"),
        urgency=Urgency.DIGEST,
        subject=_("Osallistuja siirtyi toiseen toteutukseen"),
        text=_("Kuka siirtyi, mistä ja minne."),
        needs=("teksti",),
    ),
    MessageKind(
        name="exception",
        title=_("Suoritusehdoistasi on sovittu poikkeus"),
        urgency=Urgency.NOW,
        subject=_("Suoritusehdoistasi on sovittu poikkeus"),
        text=_("Näet poikkeuksen ja sen perustelun matkassasi todistukseen."),
        needs=("teksti",),
    ),
]
