"""What editors are told of the library, for those who want to say it otherwise."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="publications-broken-links",
        title=_("Julkaisukirjaston rikkinäiset linkit"),
        urgency=Urgency.DIGEST,
        subject=_("Julkaisukirjastossa on rikkinäisiä linkkejä"),
        text=_("Luettelo linkeistä, jotka eivät vastaa."),
        needs=("teksti",),
    ),
]
