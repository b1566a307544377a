"""Gathers every value that is printed, at the moment of issuing: nothing is looked up again afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.certificates.domain.pictures import freeze_picture
from courses.certificates.models import CertificateKind, CertificateTemplate, TemplateText
from courses.domain.credits import with_credits
from courses.domain.learning import describe
from courses.enums import AttendanceState, ExceptionKind, SessionState
from courses.models import Attendance, ConditionState, CoursePage, CourseRun, Enrolment, Session
from courses.rules import RuleBook

FORM = 2  # of the snapshot itself, for whoever reads one in ten years; 2 knows kinds, pictures and recognition
CONTENT_LANGUAGE = settings.LANGUAGE_CODE  # the language in which course content is written
NOT_A_DEED = ("confirmation",)  # what others do for the holder is a condition, but no achievement
MEETINGS = "meetings_logged"  # the kind of condition that counts the meetings of the own group
ATTENDANCE = "attendance"
THERE = (AttendanceState.PRESENT, AttendanceState.PARTIAL, AttendanceState.MADE_UP)
NO_DEEDS: dict[str, Any] = {"done": [], "meetings": 0}


class NoTemplate(Exception):
    """Neither the run nor its course has a certificate template."""


def template_for(run: CourseRun) -> CertificateTemplate:
    """Return the template of the run, else the default one of its course. Raises NoTemplate."""
    templates = CertificateTemplate.objects.select_related("register").prefetch_related("texts", "signatories")
    found = (
        templates.filter(uses__run=run).first() or templates.filter(course_id=run.course_id, is_default=True).first()
    )
    if found is None:
        raise NoTemplate
    return found


def take_snapshot(
    *,
    enrolment: Enrolment,
    template: CertificateTemplate,
    number: str,
    code: str,
    at: datetime,
    kind: str = CertificateKind.CERTIFICATE,
) -> dict[str, Any]:
    """Return all that the certificate will say, in the language of the run."""
    is_whole = kind == CertificateKind.CERTIFICATE
    run, user = enrolment.run, enrolment.user
    language = run.language
    text = template.text_in(language)
    course = CoursePage.objects.get(pk=run.course_id)
    with translation.override(language):
        return {
            "form": FORM,
            "kind": str(kind),
            "language": language,
            "number": number,
            "code": code,
            "holder": user.printed_name,
            "given_name": user.given_name,
            "family_name": user.family_name,
            "run": run.name,
            "starts_on": run.starts_on.isoformat(),
            "ends_on": run.ends_on.isoformat(),
            "issued_on": timezone.localtime(at).date().isoformat(),
            **words_of(template, text, course, kind),
            **_sessions(enrolment, at),
            **(outcomes_of(text, course) if is_whole else {"outcomes": [], "content_language": language}),
            **(_deeds(enrolment, tells_recognition=template.tells_recognition) if is_whole else NO_DEEDS),
            "logo": freeze_picture(template.logo),
            "emblem": freeze_picture(template.emblem),
            "template": {"name": template.name, "revision": template.revision},
            "rules_version": enrolment.rule_set.version,
        }


def words_of(template: CertificateTemplate, text: TemplateText, course: CoursePage, kind: str) -> dict[str, Any]:
    """Return the texts of a template in one language, in the active one where it leaves a text empty."""
    if kind == CertificateKind.ATTENDANCE:
        heading, statement = _("Osallistumistodistus"), _("on osallistunut koulutukseen")
    else:
        heading = text.heading or _("Todistus")
        statement = text.statement or _("on suorittanut hyväksytysti koulutuksen")
    return {
        "heading": heading,
        "statement": statement,
        "course": text.course_title or course.title,
        "course_language": text.language if text.course_title else CONTENT_LANGUAGE,
        "issuer": text.issuer or template.issuer,
        "place": template.place,
        "funding": text.funding,
        "signatories": [
            {"name": person.name, "title": person.title_in(text.language)} for person in template.signatories.all()
        ],
    }


def _sessions(enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    """The sessions that the holder attended or made up, and their sum: the extent is never a constant.

    What was missed and excused is not printed. A run that keeps no register for its rules prints what has been held.
    """
    run = enrolment.run
    held = [row for row in Session.objects.filter(run=run).order_by("position") if row.ends_at <= at]
    held = [row for row in held if row.state != SessionState.CANCELLED]
    rows = Attendance.objects.filter(enrolment=enrolment)
    marks = with_credits(enrolment, {mark.session_id: mark for mark in rows})
    if marks or _asks_for_attendance(enrolment):
        held = [row for row in held if row.pk in marks and marks[row.pk].state in THERE]
    printed = [(row, _minutes_at(row, marks.get(row.pk))) for row in held]
    return {
        "minutes": sum(minutes for _row, minutes in printed),
        "sessions": [
            {
                "position": session.position,
                "title": session.title,
                "on": timezone.localtime(_held_at(session, marks.get(session.pk))).date().isoformat(),
                "minutes": minutes,
                "mode": session.mode,
            }
            for session, minutes in printed
        ],
    }


def _asks_for_attendance(enrolment: Enrolment) -> bool:
    rules = RuleBook.model_validate(enrolment.rule_set.rules).conditions
    return any(rule.kind == ATTENDANCE for rule in rules)


def _held_at(session: Session, mark: Attendance | None) -> datetime:
    """Return when the holder was at the session: one brought along from another run was held there."""
    credit = getattr(mark, "credit", None)
    return credit.earned_in.starts_at if credit else session.starts_at


def _minutes_at(session: Session, mark: Attendance | None) -> int:
    """Return what a session counts for: the whole of it, but no more than was attended where that was only a part."""
    credit = getattr(mark, "credit", None)
    if credit:
        return min(session.minutes, credit.earned_in.minutes)
    if mark is not None and mark.state == AttendanceState.PARTIAL:
        return mark.minutes
    return session.minutes


def outcomes_of(text: TemplateText, course: CoursePage) -> dict[str, Any]:
    """Return the outcomes of a template in one language, else the course's own, and the language they are in."""
    own = [line.strip() for line in text.outcomes.splitlines() if line.strip()]
    if own:
        return {"outcomes": own, "content_language": text.language}
    return {"outcomes": [outcome.text for outcome in course.outcomes.all()], "content_language": CONTENT_LANGUAGE}


def _deeds(enrolment: Enrolment, *, tells_recognition: bool) -> dict[str, Any]:
    """What the holder has done: each condition of the rules with how much of it.

    What was waived is not done; the register keeps it. Recognition of earlier learning is told where the template
    says so.
    """
    states = {state.condition: state for state in ConditionState.objects.filter(enrolment=enrolment)}
    done, meetings = [], 0
    for rule in RuleBook.model_validate(enrolment.rule_set.rules).conditions:
        state = states.get(rule.id)
        row = describe(rule.condition(), state=state, run=enrolment.run)
        if rule.kind in NOT_A_DEED:
            continue
        if state and state.facts.get("exception") and state.facts.get("exception_kind") != ExceptionKind.MAKE_UP:
            if tells_recognition and state.facts.get("exception_kind") == ExceptionKind.RECOGNIZED:
                done.append({"kind": rule.kind, "title": row["title"], "count": 0, "recognized": True})
            continue
        waived = _waived(state)
        count = row["done"] - waived
        if waived and count < 1:
            continue
        done.append({"kind": rule.kind, "title": row["title"], "count": count if row["needed"] > 1 else 0})
        if rule.kind == MEETINGS and state:
            meetings = _meetings(state, rule.params)
    return {"done": done, "meetings": meetings}


def _waived(state: ConditionState | None) -> int:
    """Return how many of the activities that a condition counts were waived for the holder."""
    agreed = state.facts.get("agreed", []) if state else []
    return sum(row["kind"] == ExceptionKind.WAIVED for row in agreed)


def _meetings(state: ConditionState, params: dict[str, Any]) -> int:
    """Return how many meetings count, also those beyond what was asked for."""
    uncounted = ["returned", *(["waiting"] if params.get("acknowledged") else [])]
    held = state.facts.get("logged", 0) - sum(state.facts.get(name, 0) for name in uncounted)
    return max(held, state.done)
