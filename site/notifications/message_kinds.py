"""The messages that belong to no other app."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="digest",
        title=_("Kooste"),
        urgency=Urgency.DIGEST,
        subject=_("Peilissä on 2 uutta asiaa"),
        text=_("Luettelo siitä, mitä on uutta, ja linkki, jolla koosteen voi lopettaa."),
        needs=("teksti",),
    ),
]
