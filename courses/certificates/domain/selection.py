"""Which certificates somebody asks for: all that an organization may see, or all of a run, narrowed by filters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KT

from accounts.models import Organisation
from courses.certificates.domain.codes import BadCode, normalize
from courses.certificates.models import Certificate, CertificateShare, CertificateState
from courses.groups.classifications import municipality_name
from courses.models import CourseRun

LONGEST = 200
IN_FORCE, REVOKED = "voimassa", "mitatoity"
STATES = {IN_FORCE: CertificateState.ISSUED, REVOKED: CertificateState.REVOKED}
SHOWN = (CertificateState.ISSUED, CertificateState.REVOKED)


@dataclass(frozen=True)
class Selection:
    """What the list is narrowed to; empty means all. The names are those in the address."""

    haku: str = ""
    toteutus: str = ""
    alue: str = ""
    vuosi: str = ""
    tila: str = ""

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Selection:
        """Return what an address asks for; what is no filter is left out."""
        cleaned = {name: str(values.get(name, "")).replace("\0", "")[:LONGEST].strip() for name in cls.names()}
        if not cleaned["vuosi"].isascii() or not cleaned["vuosi"].isdigit() or len(cleaned["vuosi"]) != 4:
            cleaned["vuosi"] = ""
        if cleaned["tila"] not in STATES:
            cleaned["tila"] = ""
        return cls(**cleaned)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the filters."""
        return tuple(cls.__dataclass_fields__)

    def query(self) -> str:
        """Return the filters as the end of an address."""
        return urlencode(self.asked())

    def asked(self) -> dict[str, str]:
        """Return the filters that are set."""
        return {name: value for name in self.names() if (value := getattr(self, name))}


@dataclass(frozen=True)
class Choices:
    """What can be chosen among: only what the certificates at hand have."""

    runs: list[tuple[str, str]] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)


def shared_with(*, organisation: Organisation, selection: Selection | None = None, at: datetime) -> QuerySet[Any]:
    """Return the certificates shared with the organization, by the holder's name: those in force, and revoked ones.

    A search finds parts of the printed name or the number, in any case and without accents, or a whole code.
    """
    shares = CertificateShare.objects.in_force(at).filter(organisation=organisation, certificate=OuterRef("pk"))
    found = Certificate.objects.filter(Exists(shares), state__in=SHOWN)
    return _narrow(_light(found.annotate(area=Subquery(shares.values("area")[:1]))), selection or Selection())


def of_run(*, run: CourseRun, selection: Selection | None = None) -> QuerySet[Any]:
    """Return a run's certificates, by the holder's name: those in force, and revoked ones."""
    found = Certificate.objects.filter(enrolment__run=run, state__in=SHOWN)
    return _narrow(_light(found.annotate(area=Value("", CharField()))), selection or Selection())


def choices_in(found: QuerySet[Any]) -> Choices:
    """Return what a list can be narrowed by, in one query."""
    rows = set(found.order_by().values_list("enrolment__run__slug", "enrolment__run__name", "area", "year", "state"))
    return Choices(
        runs=sorted({(slug, name) for slug, name, *_rest in rows}, key=lambda row: row[1]),
        areas=sorted(((code, municipality_name(code)) for code in {row[2] for row in rows if row[2]}), key=_by_name),
        years=sorted({str(row[3]) for row in rows}, reverse=True),
        states=[name for name, state in STATES.items() if state in {row[4] for row in rows}],
    )


def count_people(found: QuerySet[Any]) -> int:
    """Return how many people's certificates there are."""
    return found.order_by().values("enrolment__user").distinct().count()


def _light(found: QuerySet[Any]) -> QuerySet[Any]:
    """Take along what lists and tables say, and leave the rest of what is printed in the database."""
    printed = {f"printed_{key}": KT(f"snapshot__{key}") for key in PRINTED}
    people = ("enrolment__user__family_name", "enrolment__user__given_name", "number", "pk")
    return found.annotate(**printed).defer("snapshot").select_related("enrolment__run").order_by(*people)


PRINTED = ("holder", "given_name", "family_name", "course", "minutes")


def _narrow(found: QuerySet[Any], selection: Selection) -> QuerySet[Any]:
    if selection.toteutus:
        found = found.filter(enrolment__run__slug=selection.toteutus)
    if selection.alue:
        found = found.filter(area=selection.alue)
    if selection.vuosi:
        found = found.filter(year=int(selection.vuosi))
    if selection.tila:
        found = found.filter(state=STATES[selection.tila])
    if words := [_fold(word) for word in selection.haku.split()]:
        rows = found.order_by().values_list("pk", "printed_holder", "number", "code")
        code = _as_code(selection.haku)
        hits = [pk for pk, name, number, own in rows if own == code or _has(words, f"{name} {number}")]
        found = found.filter(pk__in=hits)
    return found


def _has(words: list[str], text: str) -> bool:
    folded = _fold(text)
    return all(word in folded for word in words)


def _fold(text: str) -> str:
    """Return the text in small letters without accents; databases differ in what they count as the same letter."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _as_code(text: str) -> str:
    try:
        return normalize(text)
    except BadCode:
        return "-"


def _by_name(row: tuple[str, str]) -> str:
    return row[1]
