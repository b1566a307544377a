"""Courses, runs and people in them, made the way the domain makes them."""

from datetime import date, time, timedelta
from itertools import count

import factory
from django.db.models import F
from django.utils import timezone
from factories.accounts import UserFactory
from wagtail.models import Page, Site

from accounts.models import User
from courses.domain.runs import plan_run
from courses.enums import EnrolmentState, Mode, RunState, StaffRole
from courses.models import (
    Attendance,
    ConditionState,
    CoursePage,
    DeliveryForm,
    DeliverySession,
    Enrolment,
    RunStaff,
    SessionPage,
)

numbers = count(1)

SMALL_RULES = {
    "conditions": [
        {"id": "sessions", "kind": "attendance", "params": {}},
        {"id": "activities", "kind": "activities", "params": {}},
        {"id": "confirmation", "kind": "confirmation", "params": {}},
    ],
}


def make_course(*, sessions: int = 2, title: str = "Ohjaajakoulutus") -> CoursePage:
    """Return a live course with so many session pages, below the site's root page."""
    number = next(numbers)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    parent = site.root_page if site else Page.objects.filter(depth=1).first()
    course = CoursePage(title=title, slug=f"koulutus-{number}", introduction="Opi ohjaamaan ryhmää.", numchild=sessions)
    last = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("path").last()
    _plant(course, parent, last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1))
    for position in range(1, sessions + 1):
        page = SessionPage(title=f"Kerta {position}", slug=f"kerta-{number}-{position}")
        _plant(page, course, Page._get_path(course.path, course.depth + 1, position))
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    return course


def _plant(page: Page, parent: Page, path: str) -> None:
    """Write a page's rows with what `add_child` would find out by a dozen queries; half of all tests stand on these."""
    page.path, page.depth = path, parent.depth + 1
    page.draft_title, page.locale_id = page.title, parent.locale_id
    page.set_url_path(parent)
    page.save_base()


def session_pages(course: CoursePage) -> list[SessionPage]:
    """Return the session pages of a course in order."""
    return list(SessionPage.objects.child_of(course).order_by("path"))


def add_activity(session_page: SessionPage, page_class: type, **fields):
    """Put a live activity of a type under a session page and return it."""
    number = next(numbers)
    is_checked = "slug" in fields or not fields.get("live", True)  # the domain looks over these
    fields.setdefault("title", f"Osio {number}")
    fields.setdefault("slug", f"osio-{number}")
    page = page_class(**fields)
    parent = Page.objects.get(pk=session_page.pk)
    if is_checked:
        parent.add_child(instance=page)
        return page
    if page.completion_rule not in page.completion_rules:
        page.completion_rule = page.completion_rules[0]
    last = parent.get_last_child() if parent.numchild else None
    _plant(page, parent, last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1))
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    return page


def make_form(course: CoursePage, *, minutes: int = 180, rules: dict | None = None) -> DeliveryForm:
    """Return a delivery form with one session per session page, two weeks apart."""
    pages = session_pages(course)
    form = DeliveryForm.objects.create(
        course=course,
        name="Lähimuoto",
        slug=f"muoto-{next(numbers)}",
        rules=SMALL_RULES if rules is None else rules,
        extent_minutes=minutes * len(pages),
    )
    rows = DeliverySession.objects.bulk_create(
        DeliverySession(
            form=form,
            position=position,
            title=page.title,
            mode=Mode.ON_SITE,
            minutes=minutes,
            offset_days=(position - 1) * 14,
            start_time=time(9),
        )
        for position, page in enumerate(pages, start=1)
    )
    content = DeliverySession.pages.through
    content.objects.bulk_create(
        content(deliverysession_id=row.pk, sessionpage_id=page.pk) for row, page in zip(rows, pages, strict=True)
    )
    return form


def make_run(*, course: CoursePage | None = None, rules: dict | None = None, started_days_ago: int = 1, **values):
    """Return a running run; its first session was `started_days_ago` days ago."""
    course = course or make_course()
    form = make_form(course, rules=rules)
    now = timezone.now()
    values.setdefault("state", RunState.RUNNING)
    values.setdefault("enrolment_opens_at", now - timedelta(days=100))
    values.setdefault("enrolment_closes_at", now + timedelta(days=100))
    number = next(numbers)
    values.setdefault("name", f"Syksy {number}")
    values.setdefault("slug", f"syksy-{number}")
    starts_on: date = timezone.localdate() - timedelta(days=started_days_ago)
    return plan_run(form=form, starts_on=values.pop("starts_on", starts_on), by=None, at=now, **values)


def make_staff(run, role: str = StaffRole.TRAINER, user=None):
    """Return a person with the role in the run."""
    user = user or UserFactory()
    RunStaff.objects.create(run=run, user=user, role=role)
    return user


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """An accepted trainee in a run."""

    class Meta:
        model = Enrolment

    run = factory.LazyFunction(make_run)
    user = factory.SubFactory(UserFactory)
    state = EnrolmentState.ACCEPTED
    rule_set = factory.LazyAttribute(lambda row: row.run.rule_sets.last())
    applied_at = factory.LazyFunction(timezone.now)


def mark_present(
    enrolment: Enrolment, session, *, state: str = "present", minutes: int | None = None, closed: bool = True
) -> Attendance:
    """Enter a mark in the register and close it, without the domain (for tests of what follows from it)."""
    if closed:
        type(session).objects.filter(pk=session.pk).update(state="locked", locked_at=timezone.now())
    return Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        state=state,
        minutes=session.minutes if minutes is None else minutes,
        marked_at=timezone.now(),
    )


def crowd(run, size: int) -> None:
    """Enter many trainees at once, with condition states."""
    people = User.objects.bulk_create(
        User(
            email=f"parvi{run.pk}-{number}@esimerkki.test",
            given_name="Pyy",
            family_name=f"Parvi {number}",
            password="!",
        )
        for number in range(size)
    )
    rule_set = run.rule_sets.last()
    rows = Enrolment.objects.bulk_create(
        Enrolment(run=run, user=user, rule_set=rule_set, state="active", applied_at=timezone.now()) for user in people
    )
    ConditionState.objects.bulk_create(
        ConditionState(enrolment=row, condition=str(rule["id"]), position=position, since=timezone.now())
        for row in rows
        for position, rule in enumerate(SMALL_RULES["conditions"])
    )
