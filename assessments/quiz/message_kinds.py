"""The message about reviewed answers."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="quiz-reviewed",
        title=_("Vastauksesi on arvioitu"),
        urgency=Urgency.DIGEST,
        subject=_("Vastauksesi on arvioitu"),
        text=_("Kouluttaja on lukenut avoimet vastauksesi. Katso tulos ja palaute."),
        values={"kysymykset": (_("tarkistuskysymysten otsikko"), _("Tarkistuskysymykset 1"))},
        needs=("kysymykset",),
    )
]
