"""Gathers every value that is printed, at the moment of issuing: nothing is looked up again afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.certificates.models import CertificateTemplate, TemplateText
from courses.domain.learning import describe
from courses.enums import SessionState
from courses.models import ConditionState, CoursePage, CourseRun, Enrolment, Session
from courses.rules import RuleBook

FORM = 1  # of the snapshot itself, for whoever reads one in ten years
CONTENT_LANGUAGE = settings.LANGUAGE_CODE  # the language in which course content is written
NOT_A_DEED = ("confirmation",)  # what others do for the holder is a condition, but no achievement
MEETINGS = "meetings_logged"  # the kind of condition that counts the meetings of the own group


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
    *, enrolment: Enrolment, template: CertificateTemplate, number: str, code: str, at: datetime
) -> dict[str, Any]:
    """Return all that the certificate will say, in the language of the run."""
    run, user = enrolment.run, enrolment.user
    language = run.language
    text = template.text_in(language)
    course = CoursePage.objects.get(pk=run.course_id)
    with translation.override(language):
        return {
            "form": FORM,
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
            **_words(template, text, course),
            **_sessions(run),
            **_outcomes(text, course),
            **_deeds(enrolment),
            "template": {"name": template.name, "revision": template.revision},
            "rules_version": enrolment.rule_set.version,
        }


def _words(template: CertificateTemplate, text: TemplateText, course: CoursePage) -> dict[str, Any]:
    return {
        "heading": text.heading or _("Todistus"),
        "statement": text.statement or _("on suorittanut hyväksytysti koulutuksen"),
        "course": text.course_title or course.title,
        "course_language": text.language if text.course_title else CONTENT_LANGUAGE,
        "issuer": text.issuer or template.issuer,
        "place": template.place,
        "funding": text.funding,
        "signatories": [
            {"name": person.name, "title": person.title_in(text.language)} for person in template.signatories.all()
        ],
    }


def _sessions(run: CourseRun) -> dict[str, Any]:
    """The sessions that were held, and their sum: the extent is never a constant."""
    held = list(Session.objects.filter(run=run).exclude(state=SessionState.CANCELLED).order_by("position"))
    return {
        "minutes": sum(session.minutes for session in held),
        "sessions": [
            {
                "position": session.position,
                "title": session.title,
                "on": timezone.localtime(session.starts_at).date().isoformat(),
                "minutes": session.minutes,
                "mode": session.mode,
            }
            for session in held
        ],
    }


def _outcomes(text: TemplateText, course: CoursePage) -> dict[str, Any]:
    own = [line.strip() for line in text.outcomes.splitlines() if line.strip()]
    if own:
        return {"outcomes": own, "content_language": text.language}
    return {"outcomes": [outcome.text for outcome in course.outcomes.all()], "content_language": CONTENT_LANGUAGE}


def _deeds(enrolment: Enrolment) -> dict[str, Any]:
    """What the holder has done: each condition of the rules with how much of it."""
    states = {state.condition: state for state in ConditionState.objects.filter(enrolment=enrolment)}
    done, meetings = [], 0
    for rule in RuleBook.model_validate(enrolment.rule_set.rules).conditions:
        state = states.get(rule.id)
        row = describe(rule.condition(), state=state, run=enrolment.run)
        if rule.kind in NOT_A_DEED:
            continue
        if row["is_exception"]:  # waived is not done: the register of exceptions tells of it, the certificate does not
            continue
        done.append({"kind": rule.kind, "title": row["title"], "count": row["done"] if row["needed"] > 1 else 0})
        if rule.kind == MEETINGS and state:
            meetings = _meetings(state, rule.params)
    return {"done": done, "meetings": meetings}


def _meetings(state: ConditionState, params: dict[str, Any]) -> int:
    """Return how many meetings count, also those beyond what was asked for."""
    uncounted = ["returned", *(["waiting"] if params.get("acknowledged") else [])]
    held = state.facts.get("logged", 0) - sum(state.facts.get(name, 0) for name in uncounted)
    return max(held, state.done)
