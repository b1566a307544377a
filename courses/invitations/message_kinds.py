"""The one message of this app, with what an editor's own text may name."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="invitation",
        title=_("Kutsu koulutukseen"),
        urgency=Urgency.NOW,
        subject=_("Kutsu koulutukseen: Työpeili-ohjaajakoulutus, Syksy 2026"),
        text=_(
            "Taika Tiira kutsuu sinut koulutukseen Työpeili-ohjaajakoulutus, Syksy 2026. "
            "Avaa kutsu, lue lisää ja vastaa."
        ),
        values={
            "toteutus": (_("koulutuksen ja toteutuksen nimi"), "Työpeili-ohjaajakoulutus, Syksy 2026"),
            "kutsuja": (_("kutsujan nimi"), "Taika Tiira"),
            "kutsuttu": (_("kutsutun nimi"), "Kaisla Kuovi"),
            "osoitteen_lahde": (
                _("mistä osoite on saatu; tyhjä, jos kutsuja tiesi sen itse"),
                _("Sinua ehdotti koulutukseen Inka Iltarusko, Rannan yritysneuvonta. Osoitteesi on saatu häneltä."),
            ),
            "linkki": (_("linkki, josta kutsuun vastataan"), "https://peili.example/kutsu/"),
            "voimassa": (_("viimeinen voimassaolopäivä"), "24.12.2026"),
        },
        needs=("linkki", "osoitteen_lahde"),
    )
]
