"""Who is told what of a session: always at once, as one must act on it, and never with anybody's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User as Account
from courses.experts.models import ExpertSession
from courses.wording import session_time
from notifications.domain import Words, notify

if TYPE_CHECKING:
    from accounts.models import User


def facilitators_of(*, session: ExpertSession) -> list[User]:
    """Return the present facilitators of the groups that have reserved."""
    people = Account.objects.filter(
        facilitated__ended_at=None, facilitated__group__expert_reservations__session=session, is_active=True
    )
    return list(people.distinct().order_by("pk"))


def facilitators_of_groups(*, groups: Iterable[int]) -> list[User]:
    """Return the present facilitators of the groups with these keys."""
    people = Account.objects.filter(facilitated__ended_at=None, facilitated__group__in=list(groups), is_active=True)
    return list(people.distinct().order_by("pk"))


def name_of(session: ExpertSession) -> str:
    """Return the session's topic with its time, in the active language."""
    if session.starts_at is None:
        return session.topic
    return f"{session.topic}, {session_time(session.starts_at, session.ends_at)}"


def tell(
    *, session: ExpertSession, people: Iterable[User], kind: str, subject: Words, text: Words, at: datetime
) -> None:
    """Tell each of the people once, in their own language."""
    url = reverse("experts:session", kwargs={"session": session.public_id})
    for person in people:
        notify(
            user=person,
            kind=kind,
            subject=subject,
            text=text,
            values=lambda: {"osuus": name_of(session)},
            url=url,
            at=at,
        )


def tell_cancelled(*, session: ExpertSession, people: Iterable[User], at: datetime) -> None:
    """Tell that the session is off and nobody owes anything for it."""
    tell(
        session=session,
        people=people,
        kind="expert-session-cancelled",
        subject=lambda: _("Asiantuntijaosuus on peruttu: %(what)s") % {"what": name_of(session)},
        text=lambda: _("Järjestäjä on perunut asiantuntijaosuuden. Ryhmäsi paikat ja osuus kuluista raukesivat. "
                       "Kerro tästä ryhmällesi."),
        at=at,
    )  # fmt: skip


def tell_new_terms(*, session: ExpertSession, people: Iterable[User], at: datetime) -> None:
    """Tell that the price has changed and the reservation must be confirmed anew."""
    tell(
        session=session,
        people=people,
        kind="expert-session-terms",
        subject=lambda: _("Hinta muuttui, vahvista varauksesi: %(what)s") % {"what": session.topic},
        text=lambda: _("Asiantuntijaosuuden hinta tai sen jakoperuste muuttui. Katso ryhmäsi uusi osuus ja vahvista "
                       "tai peru varaus. Vahvistamaton varaus raukeaa, kun varaukset suljetaan."),
        at=at,
    )  # fmt: skip


def tell_changed(*, session: ExpertSession, people: Iterable[User], at: datetime) -> None:
    """Tell that time or place has changed."""
    tell(
        session=session,
        people=people,
        kind="expert-session-changed",
        subject=lambda: _("Asiantuntijaosuuden tiedot muuttuivat: %(what)s") % {"what": name_of(session)},
        text=lambda: _("Järjestäjä on muuttanut aikaa tai paikkaa. Tarkista uudet tiedot ja kerro ryhmällesi."),
        at=at,
    )


def tell_closed(*, session: ExpertSession, people: Iterable[User], at: datetime) -> None:
    """Tell that reservations are closed and each group's share is final."""
    tell(
        session=session,
        people=people,
        kind="expert-session-closed",
        subject=lambda: _("Varaukset on suljettu: %(what)s") % {"what": name_of(session)},
        text=lambda: _("Paikat ja osuudet on vahvistettu. Ryhmäsi osuus näkyy nyt ryhmän kuluissa."),
        at=at,
    )


def tell_dropped(*, session: ExpertSession, people: Iterable[User], at: datetime) -> None:
    """Tell that a reservation lapsed."""
    tell(
        session=session,
        people=people,
        kind="expert-session-dropped",
        subject=lambda: _("Varauksesi raukesi: %(what)s") % {"what": name_of(session)},
        text=lambda: _("Hinta oli muuttunut, eikä varausta vahvistettu ennen kuin varaukset suljettiin. Ryhmälläsi ei "
                       "ole paikkoja eikä maksettavaa."),
        at=at,
    )  # fmt: skip


def tell_offered(*, session: ExpertSession, people: Iterable[User], at: datetime) -> None:
    """Tell those who had the same need that places can be reserved."""
    tell(
        session=session,
        people=people,
        kind="expert-session-offered",
        subject=lambda: _("Paikkoja voi nyt varata: %(what)s") % {"what": name_of(session)},
        text=lambda: _("Kerroit, että ryhmälläsi on sama tarve. Asiantuntijaosuus on sovittu; varaa ryhmäsi paikat."),
        at=at,
    )
