"""When and where a session is, and how a change of that is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from courses.models import Session, SessionChange
from courses.wording import session_time

Kind = SessionChange.Kind


@dataclass(frozen=True)
class Setting:
    """When and where a session is; a change of any of these is told to people."""

    starts_at: datetime
    minutes: int
    mode: str
    place: str

    @classmethod
    def of(cls, session: Session) -> Setting:
        """Return the session's setting as it stands."""
        return cls(session.starts_at, session.minutes, session.mode, session.place)

    @classmethod
    def noted(cls, facts: dict[str, Any]) -> Setting:
        """Return the setting that a change has noted."""
        return cls(**(facts | {"starts_at": datetime.fromisoformat(facts["starts_at"])}))

    @property
    def ends_at(self) -> datetime:
        """The moment the session ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


def subject_of(kind: str, session: Session) -> str:
    """Return the subject of the mail about a change, in the active language."""
    texts = {
        Kind.MOVED: _("Muutos: kerta %(number)s on %(time)s"),
        Kind.CANCELLED: _("Peruttu: kerta %(number)s, %(time)s"),
        Kind.RESTORED: _("Kerta %(number)s pidetään sittenkin: %(time)s"),
    }
    values = {"number": session.position, "time": session_time(session.starts_at, session.ends_at)}
    return texts[Kind(kind)] % values


def text_of(change: SessionChange, session: Session, was: Setting) -> str:
    """Return what the mail about a change says, in the active language."""
    lines = [f"{session.run.name}, {_('kerta')} {session.position}: {session.title}"]
    if change.kind == Kind.CANCELLED:
        lines.append(_("Kerta on peruttu. Sinun ei tarvitse tehdä mitään: perutun kerran läsnäoloa ei vaadita."))
    else:
        lines += [f"{label}: {value}" for label, value in _setting_lines(session, was)]
    if change.words:
        lines.append(change.words)
    lines.append(_("Liitteenä on kalenteritieto, joka korvaa aiemman merkinnän."))
    return "\n\n".join(lines)


def values_of(change: SessionChange, session: Session, was: Setting) -> dict[str, str]:
    """Return what an editor's own text about a change may name, in the active language."""
    return {
        "toteutus": session.run.name,
        "kerta": str(session.position),
        "kerran_nimi": session.title,
        "aika": session_time(session.starts_at, session.ends_at),
        "aiempi_aika": session_time(was.starts_at, was.ends_at),
        "paikka": session.place,
        "oma_viesti": change.words,
    }


def _setting_lines(session: Session, was: Setting) -> list[tuple[str, str]]:
    lines = [(_("Aika"), session_time(session.starts_at, session.ends_at))]
    if (was.starts_at, was.minutes) != (session.starts_at, session.minutes):
        lines.append((_("Aiemmin"), session_time(was.starts_at, was.ends_at)))
    lines.append((_("Muoto"), session.get_mode_display()))
    if session.place:
        lines.append((_("Paikka"), session.place))
    if was.place and was.place != session.place:
        lines.append((_("Aiempi paikka"), was.place))
    return lines
