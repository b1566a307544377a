"""The one thing a trainee should do next. Looks at what is loaded already; makes no queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.domain.learning import RunPlan, SessionPlan
from courses.enums import SessionState
from courses.joining import joining_of
from courses.wording import session_time

SOON = timedelta(hours=24)


@dataclass(frozen=True)
class NextStep:
    """What, why, how long, and one button."""

    title: str
    why: str = ""
    minutes: int | None = None
    due: str = ""
    url: str = ""
    button: str = ""


def next_step(*, plan: RunPlan, certificate: Any, log_waiting: Any, at: datetime, name_url: str = "") -> NextStep:
    """Return the next step: the certificate or its name, today's session, a log, the group, the next activity."""
    return (
        _certificate(certificate)
        or _name(name_url)
        or _session_soon(plan, at)
        or _log(log_waiting)
        or _group(plan, at)
        or _activity(plan)
        or _open_condition(plan)
        or _waiting(plan, at)
    )


def _certificate(certificate: Any) -> NextStep | None:
    if certificate is None:
        return None
    return NextStep(
        title=_("Todistuksesi on valmis"),
        why=_("Onneksi olkoon! Lataa todistus ja jaa se halutessasi työnantajallesi."),
        url=reverse("certificates:mine"),
        button=_("Avaa todistus"),
    )


def _name(url: str) -> NextStep | None:
    if not url:
        return None
    return NextStep(
        title=_("Tarkista nimesi"),
        why=_("Kaikki ehdot täyttyvät. Katso, että nimesi on todistuksessa oikein, ennen kuin se myönnetään."),
        minutes=1,
        url=url,
        button=_("Tarkista nimi"),
    )


def _session_soon(plan: RunPlan, at: datetime) -> NextStep | None:
    for current in plan.sessions:
        session = current.session
        if session.state == SessionState.CANCELLED or session.ends_at <= at or session.starts_at - at > SOON:
            continue
        url = reverse("courses:session", kwargs={"run": plan.run.slug, "position": session.position})
        joining = joining_of(session=session, at=at)
        if joining and joining.is_open:
            return NextStep(
                title=_("Kerta %(number)s on alkamassa") % {"number": session.position},
                why=session.title,
                due=session_time(session.starts_at, session.ends_at),
                url=f"{url}liity/?v={session.sequence}",  # so that a page left open tells of a move
                button=_("Liity tapaamiseen"),
            )
        return NextStep(
            title=_("Kerta %(number)s: %(title)s") % {"number": session.position, "title": session.title},
            why=session.place or _("Verkossa"),
            due=session_time(session.starts_at, session.ends_at),
            url=url,
            button=_("Katso kerran ohjelma"),
        )
    return None


def _log(log_waiting: Any) -> NextStep | None:
    if log_waiting is None:
        return None
    return NextStep(
        title=_("Kirjaa tapaaminen"),
        why=_("Pidit tapaamisen %(day)s – kirjaa se, kun se on vielä mielessä.") % {"day": log_waiting["when"]},
        minutes=3,
        url=log_waiting["url"],
        button=_("Kirjaa tapaaminen"),
    )


def _group(plan: RunPlan, at: datetime) -> NextStep | None:
    """The own group comes first when it is what keeps the next session closed."""
    coming = next((row for row in plan.sessions if row.session.ends_at > at), None)
    if coming is None or coming.closure is None or not coming.closure.link:
        return None
    earlier = [row for row in plan.sessions if row.session.position < coming.session.position]
    if any(_undone(row) for row in earlier):
        return None
    return NextStep(
        title=_("Kokoa oma ryhmäsi"),
        why=coming.closure.reason,
        due=_("ennen kertaa %(number)s") % {"number": coming.session.position},
        url=coming.closure.link,
        button=_("Avaa oma ryhmä"),
    )


def _undone(row: SessionPlan) -> list[Any]:
    return [item for item in row.required_items if item.pk not in row.done_ids and row.closure_for(item) is None]


def _activity(plan: RunPlan) -> NextStep | None:
    for row in plan.sessions:
        for item in _undone(row):
            return NextStep(
                title=item.title,
                why=item.type_label.capitalize(),
                minutes=item.minutes,
                due=_("kerta %(number)s") % {"number": row.session.position},
                url=reverse("courses:activity", kwargs={"run": plan.run.slug, "activity": item.slug}),
                button=_("Jatka opiskelua"),
            )
    return None


def _open_condition(plan: RunPlan) -> NextStep | None:
    for row in plan.checklist():
        if not row["is_met"] and row["link"] and row["kind"] != "attendance":
            return NextStep(title=row["title"], why=row["reason"], url=row["link"], button=_("Avaa"))
    return None


def _waiting(plan: RunPlan, at: datetime) -> NextStep:
    coming = next((row.session for row in plan.sessions if row.session.starts_at > at), None)
    if coming:
        return NextStep(
            title=_("Kaikki ajan tasalla"),
            why=_("Seuraava kerta: %(title)s") % {"title": coming.title},
            due=session_time(coming.starts_at, coming.ends_at),
            url=reverse("courses:session", kwargs={"run": plan.run.slug, "position": coming.position}),
            button=_("Katso kerran ohjelma"),
        )
    return NextStep(
        title=_("Olet tehnyt oman osasi"),
        why=_("Koordinaattori käy suorituksesi läpi. Saat viestin, kun todistus on valmis."),
    )
