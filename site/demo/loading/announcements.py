"""What the trainers of the run that goes on have told: one of last week, one in the digest, one to come."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from accounts.models import User
from courses.announcements.domain.sending import send_or_schedule
from courses.announcements.domain.writing import Content, write_announcement
from courses.announcements.models import Announcement
from courses.enums import StaffRole
from courses.models import CourseRun
from demo.loading.words import stable_id

RUN = "syksy-2026"
SENT = (
    (
        9,
        Content(
            "Ota läppäri mukaan kerralle 4",
            "Seuraavalla kerralla laskemme ryhmän hinnan yhdessä. Tarvitset:\n\n- läppärin tai tabletin\n"
            "- arvion siitä, mitä tila ja tarjoilu maksavat sinun kunnassasi\n\n"
            "Jos sinulla ei ole laitetta, kerro, niin tuon lainalaitteen.",
            "all",
            "now",
        ),
    ),
    (
        3,
        Content(
            "Tunnin apu ryhmän kokoamiseen",
            "Pidän torstaina puhelinpäivystyksen klo 15–17. Soita, jos ryhmäsi kokoaminen on jumissa.",
            "no_group",
            "digest",
        ),
    ),
)
COMING = Content(
    "Päätöskerran ohjelma",
    "Viimeisellä kerralla katsotaan taaksepäin ja eteenpäin. Ota mukaan yksi kuva tai esine ryhmäsi matkalta.",
    "all",
    "now",
)


def load_announcements(*, at: datetime) -> None:
    """This function will tell what was told, with times in the past; safe to repeat."""
    run = CourseRun.objects.filter(slug=RUN).first()
    trainer = User.objects.filter(run_staff__run=run, run_staff__role=StaffRole.TRAINER).order_by("pk").first()
    if run is None or trainer is None or Announcement.objects.filter(run=run).exists():
        return
    for days, content in SENT:
        _tell(run, content, by=trainer, at=at - timedelta(days=days))
    soon = Content(**(vars(COMING) | {"send_at": at.replace(minute=0, second=0, microsecond=0) + timedelta(days=4)}))
    _tell(run, soon, by=trainer, at=at - timedelta(hours=3))


def _tell(run: CourseRun, content: Content, *, by: User, at: datetime) -> None:
    key = uuid.UUID(stable_id(f"tiedote/{content.title}"))
    row = write_announcement(run=run, content=content, by=by, at=at, key=key)
    send_or_schedule(announcement=row, by=by, at=at)
