"""What happens when attendance is corrected after a certificate was issued: it stands, and the run's staff learn of it.

Found by the register of the course core, which knows nothing of certificates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from courses.certificates.models import Certificate
from notifications.domain import notify

if TYPE_CHECKING:
    from courses.models import Enrolment, Session


def attendance_corrected(*, session: Session, enrolments: Iterable[Enrolment], by: User | None, at: datetime) -> None:
    """Tell the trainers and coordinators of the run which certificates rest on what was corrected (T9).

    One message for each of them and each correction; without certificates nothing is sent.
    """
    rows = Certificate.objects.live().filter(enrolment__in=list(enrolments)).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    if not numbers:
        return
    staff = User.objects.filter(run_staff__run_id=session.run_id, run_staff__ended_at=None).distinct().order_by("pk")
    for person in staff:
        notify(
            user=person,
            kind="certificate-attendance-corrected",
            subject=gettext_lazy("Läsnäoloa on korjattu todistuksen myöntämisen jälkeen"),
            text=lambda: (
                _(
                    "Kerran %(position)s läsnäoloa on korjattu, ja siihen perustuu jo myönnetty todistus: %(numbers)s. "
                    "Todistus pysyy voimassa. Arvioi, pitääkö se korjata tai mitätöidä."
                )
                % {"position": session.position, "numbers": ", ".join(numbers)}
            ),
            values={"kerta": str(session.position), "todistukset": ", ".join(numbers)},
            url=reverse("certificates:run", kwargs={"run": session.run.slug}),
            about=f"run-{session.run_id}",
            at=at,
        )
