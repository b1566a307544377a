"""What coordinators are told of candidates, for editors who want to say it otherwise."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="candidate-proposed",
        title=_("Yritysneuvoja on ehdottanut ehdokasta"),
        urgency=Urgency.DIGEST,
        subject=_("Yritysneuvoja on ehdottanut ehdokasta koulutukseen"),
        text=_("Katso ehdotus ja päätä, kutsutaanko ehdokas."),
    ),
]
