"""The message about a reply; the words of the reply stay in the discussion."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="discussion-reply",
        title=_("Vastaus keskustelussa"),
        urgency=Urgency.DIGEST,
        subject=_("Vastaus keskustelussa"),
        text=_("Joku vastasi viestiisi keskustelussa."),
        values={
            "vastaaja": (_("vastaajan nimi"), "Tuuli Tiira"),
            "keskustelu": (_("keskustelun otsikko"), _("Hyvä aloitus")),
        },
        needs=("keskustelu",),
    )
]
