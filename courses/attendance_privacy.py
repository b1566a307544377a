"""A person's attendance in the copy of their data, and what remains of it when they go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.models import Attendance, AttendanceChange, ConferenceList, Enrolment, MakeUp

if TYPE_CHECKING:
    from accounts.models import User

TAKEN_OUT = "–"  # stands for a reason whose words went with the person: the database wants one


def export_attendance(enrolment: Enrolment) -> dict[str, Any]:
    """Return the marks with every change of them, and the make-up work."""
    changes = AttendanceChange.objects.filter(attendance__enrolment=enrolment).order_by("changed_at", "pk")
    return {
        "attendance": list(
            Attendance.objects.filter(enrolment=enrolment).values(
                "session__title", "state", "minutes", "remark", "method", "marked_at"
            )
        ),
        "attendance_changes": list(
            changes.values(
                "attendance__session__title", "changed_at", "method", "from_state", "to_state", "from_minutes",
                "to_minutes", "from_remark", "to_remark", "reason",
            )
        ),
        "make_ups": list(
            MakeUp.objects.filter(enrolment=enrolment).values(
                "session__title", "state", "due_at", "text", "file_name", "sent_at", "comment", "answered_at"
            )
        ),
    }  # fmt: skip


def erase_attendance(user: User) -> None:
    """Take all words and files about the person out of the register; states, minutes and dates stay.

    They are the evidence that certificates and the funder's reports are checked against.
    """
    marks = Attendance.objects.filter(enrolment__user=user)
    marks.exclude(remark="").update(remark="")
    changes = AttendanceChange.objects.filter(attendance__in=marks)
    changes.update(from_remark="", to_remark="")
    changes.exclude(reason="").update(reason=TAKEN_OUT)
    for row in MakeUp.objects.filter(enrolment__user=user).exclude(file=""):
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
    MakeUp.objects.filter(enrolment__user=user).update(text="", comment="", file="", file_name="")
    ConferenceList.objects.filter(uploaded_by=user).delete()
