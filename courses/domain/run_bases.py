"""What a new run is made from: a delivery form, an own pattern, or an earlier run without its people (K1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.domain.own_forms import OWN as OWN_SLUG
from courses.domain.rule_versions import current_rules
from courses.enums import Mode, StaffRole
from courses.models import CoursePage, CourseRun, DeliveryForm, SessionPage

if TYPE_CHECKING:
    from accounts.models import User

FORM, OWN, RUN = "form", "own", "run"
APART = 14  # days between the sessions of an own pattern, until the planner says otherwise
LENGTH = 180  # minutes of such a session
FIRST_HOUR = time(9)
MOST_SESSIONS = 20
NEWEST = 3  # earlier runs that are offered unasked; any other is copied from its own schedule


@dataclass(frozen=True)
class PatternRow:
    """One session of a pattern, placed relative to the first day."""

    title: str
    mode: str
    minutes: int
    offset_days: int
    start_time: time
    place: str = ""
    link: str = ""
    support_phone: str = ""
    page_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Base:
    """What a run takes over: sessions, content, rules and settings. No people."""

    key: str
    label: str
    course: CoursePage
    form: DeliveryForm | None
    extent_minutes: int
    rows: list[PatternRow]
    rules: dict[str, Any]
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether the planner makes the pattern: the number of sessions is asked for."""
        return self.form is None


def choices_for(user: User, *, wanted: str = "") -> list[tuple[str, str]]:
    """Return what the person may make a run from: keys and names, the newest runs last, and the run that is wanted."""
    forms = list(
        DeliveryForm.objects.exclude(slug__contains=OWN_SLUG).select_related("course").order_by("course_id", "pk")
    )
    several = len({form.course_id for form in forms}) > 1
    found = [(f"{FORM}-{form.pk}", f"{form.course.title}: {form.name}" if several else form.name) for form in forms]
    for course in {form.course_id: form.course for form in forms}.values():
        title = _("Oma toteutusmuoto: %(course)s") % {"course": course.title} if several else _("Oma toteutusmuoto")
        found.append((f"{OWN}-{course.pk}", title))
    mine = runs_to_copy(user).order_by("-starts_on", "pk")
    runs = list(mine[:NEWEST])
    if wanted.startswith(f"{RUN}-") and wanted not in {f"{RUN}-{run.slug}" for run in runs}:
        runs += mine.filter(slug=wanted.partition("-")[2])
    return found + [(f"{RUN}-{run.slug}", _("Kopio: %(run)s") % {"run": run.name}) for run in runs]


def runs_to_copy(user: User) -> Any:
    """Return the runs whose settings the person may take over: those they coordinate, or all for editors of courses."""
    if user.is_superuser or user.has_perm("courses.add_courserun"):
        return CourseRun.objects.all()
    return CourseRun.objects.staffed_by(user, (StaffRole.COORDINATOR,))


def base_for(key: str, *, user: User, count: int = 5) -> Base | None:
    """Return what the key names, or None for anything the person may not make a run from."""
    kind, _dash, rest = key.partition("-")
    if kind == RUN:
        run = runs_to_copy(user).filter(slug=rest).select_related("course", "form", "project").first()
        return _of_run(key, run) if run else None
    if kind not in (FORM, OWN) or not (rest.isascii() and rest.isdigit() and len(rest) < 12):
        return None
    forms = DeliveryForm.objects.select_related("course")
    wanted = {"pk": int(rest)} if kind == FORM else {"course_id": int(rest)}
    form = forms.filter(**wanted).order_by("pk").first()
    if form is None:
        return None
    return _of_form(key, form) if kind == FORM else _own(key, form, count)


def _of_form(key: str, form: DeliveryForm) -> Base:
    rows = [
        PatternRow(
            title=row.title,
            mode=row.mode,
            minutes=row.minutes,
            offset_days=row.offset_days,
            start_time=row.start_time,
            page_ids=tuple(page.pk for page in sorted(row.pages.all(), key=lambda page: page.path)),
        )
        for row in form.sessions.order_by("position").prefetch_related("pages")
    ]
    return Base(key, form.name, form.course, form, form.extent_minutes, rows, form.rules)


def _own(key: str, form: DeliveryForm, count: int) -> Base:
    """Return a pattern of so many sessions over the course's content; what does not fit comes in the last one."""
    pages = list(SessionPage.objects.child_of(form.course).live().order_by("path").values_list("pk", "title"))
    rows = []
    for number in range(max(1, min(count, MOST_SESSIONS))):
        is_last = number == count - 1
        own = pages[number:] if is_last else pages[number : number + 1]
        rows.append(
            PatternRow(
                title=own[0][1] if own else _("Kerta %(number)s") % {"number": number + 1},
                mode=Mode.ONLINE,
                minutes=LENGTH,
                offset_days=number * APART,
                start_time=FIRST_HOUR,
                page_ids=tuple(pk for pk, _title in own),
            )
        )
    return Base(key, _("Oma toteutusmuoto"), form.course, None, form.extent_minutes, rows, form.rules)


def _of_run(key: str, run: CourseRun) -> Base:
    """Return an earlier run as a pattern: content, places and settings, and nothing of those who took part."""
    rows = []
    for session in run.sessions.order_by("position").prefetch_related("contents"):
        starts_at = timezone.localtime(session.starts_at)
        rows.append(
            PatternRow(
                title=session.title,
                mode=session.mode,
                minutes=session.minutes,
                offset_days=max(0, (starts_at.date() - run.starts_on).days),
                start_time=starts_at.time(),
                place=session.place,
                link=session.link,
                support_phone=session.support_phone,
                page_ids=tuple(content.page_id for content in session.contents.all()),
            )
        )
    settings = {"capacity": run.capacity, "language": run.language, "price": run.price, "project": run.project}
    rules = current_rules(run).rules
    return Base(key, run.name, run.course, run.form, run.form.extent_minutes, rows, rules, settings)
