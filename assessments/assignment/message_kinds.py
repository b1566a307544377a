"""The messages about reviewed texts; the feedback is read in the portal."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

TASK = {"tehtava": (_("tehtävän otsikko"), _("Reflektio 3"))}

KINDS = [
    MessageKind(
        name="reflection-accepted",
        title=_("Reflektiosi on hyväksytty"),
        urgency=Urgency.DIGEST,
        subject=_("Reflektiosi on hyväksytty"),
        text=_("Tekstisi on hyväksytty. Lue kouluttajan palaute."),
        values=TASK,
        needs=("tehtava",),
    ),
    MessageKind(
        name="reflection-returned",
        title=_("Reflektiosi on täydennettävä"),
        urgency=Urgency.NOW,
        subject=_("Reflektiosi on täydennettävä"),
        text=_("Kouluttaja pyytää täydennystä. Palaute kertoo, mitä puuttuu."),
        values=TASK,
        needs=("tehtava",),
    ),
    MessageKind(
        name="assignment-extension",
        title=_("Sait tehtävään lisäaikaa"),
        urgency=Urgency.NOW,
        subject=_("Sait tehtävään lisäaikaa"),
        text=_("Tehtävän uusi määräaika."),
        needs=("teksti",),
    ),
    MessageKind(
        name="assignment-oral",
        title=_("Voit tehdä tehtävän suullisesti"),
        urgency=Urgency.NOW,
        subject=_("Voit tehdä tehtävän suullisesti"),
        text=_("Tehtävän voit tehdä keskustelemalla kouluttajan kanssa. Sopikaa aika."),
        needs=("teksti",),
    ),
    MessageKind(
        name="assignment-waiver",
        title=_("Tehtävää ei tarvitse tehdä"),
        urgency=Urgency.DIGEST,
        subject=_("Tehtävää ei tarvitse tehdä"),
        text=_("Kouluttaja on vapauttanut sinut tehtävästä."),
        needs=("teksti",),
    ),
]
