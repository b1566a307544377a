"""The message about a report that is ready."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="report-ready",
        title=_("Raportti on valmis"),
        urgency=Urgency.NOW,
        subject=_("Raportti on valmis"),
        text=_("Lataa pyytämäsi raportti Peilistä. Se on tarjolla kolme päivää."),
    )
]
