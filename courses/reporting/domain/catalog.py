"""The ten reports by name, who may see each, and the one builder of the page and of every file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import FundingProject
from courses.reporting.domain import goals, groups, horizontal, lists, participants
from courses.reporting.domain.counted import CROSSED, RUN, Cut
from courses.reporting.domain.ledger import kept
from courses.reporting.domain.narrowing import told_cut
from courses.reporting.domain.table import Report, Scope, Table
from courses.reporting.domain.universe import Universe
from courses.wording import day, moment


@dataclass(frozen=True)
class Kind:
    """One of the ten: its name, what it answers, where it is offered and how it is built."""

    key: str
    code: str
    title: Any
    answers: Any
    build: Callable[[Scope], list[Table]]
    of_run: bool = True
    of_project: bool = True
    is_internal: bool = False  # lists people by name: never narrowed, never published
    is_narrowed: bool = True
    for_trainers: bool = True


KINDS = (
    Kind(
        "osallistujat",
        "R2",
        gettext_lazy("Osallistujat"),
        gettext_lazy("Ketkä ovat mukana, mistä he tulevat ja keitä he ovat"),
        participants.participants,
    ),
    Kind(
        "tulos",
        "R6",
        gettext_lazy("Koulutuksen tulos"),
        gettext_lazy("Kuinka moni on edennyt ilmoittautumisesta todistukseen"),
        participants.results,
    ),
    Kind(
        "ryhmat",
        "R5",
        gettext_lazy("Ryhmätoiminta"),
        gettext_lazy("Ryhmät, tapaamiset, tunnit ja yhteiset asiantuntijaosuudet"),
        groups.life_of_groups,
    ),
    Kind(
        "yritykset",
        "R3",
        gettext_lazy("Yritykset"),
        gettext_lazy("Montako yritystä osallistujilla ja ryhmäläisillä on, kukin kerran"),
        groups.companies,
    ),
    Kind(
        "vaikuttavuus",
        "R7",
        gettext_lazy("Vaikuttavuus"),
        gettext_lazy("Itsearvioinnit, kyselyt ja sitaatit"),
        goals.effects,
        is_narrowed=False,
    ),
    Kind(
        "horisontaaliset",
        "R10",
        gettext_lazy("Horisontaaliset periaatteet"),
        gettext_lazy("Sukupuolijako, saavutettavuus, sähköiset asiakirjat ja säästetyt matkat"),
        horizontal.horizontal,
    ),
    Kind(
        "tavoitteet",
        "R9",
        gettext_lazy("Suunniteltu ja toteutunut"),
        gettext_lazy("Mitä hankkeelta luvattiin ja mitä siitä on toteutunut"),
        goals.goals,
        of_run=False,
        is_narrowed=False,
    ),
    Kind(
        "tapahtumat",
        "R8",
        gettext_lazy("Tapahtumat"),
        gettext_lazy("Avoimet tapahtumat ja niiden kävijät"),
        goals.events,
        of_run=False,
    ),
    Kind(
        "lasnaolot",
        "R4",
        gettext_lazy("Läsnäolot"),
        gettext_lazy("Lukitut läsnäololuettelot nimineen ja tarkisteineen"),
        lists.attendance,
        is_internal=True,
        is_narrowed=False,
    ),
    Kind(
        "eura",
        "R1",
        gettext_lazy("EURA-täsmäytys"),
        gettext_lazy("Kuka on antanut aloitus- ja lopetustiedot, keneltä ne puuttuvat"),
        lists.eura,
        is_internal=True,
        is_narrowed=False,
        for_trainers=False,
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}


def universe_of(project: FundingProject | None) -> Universe:
    """Return what is counted of a project; of no project, the runs without one."""
    return Universe(project)


def kinds_for(*, is_project: bool, has_project: bool, is_coordinator: bool) -> list[Kind]:
    """Return the reports offered on a page, in their order."""
    return [
        kind
        for kind in KINDS
        if (kind.of_project if is_project else kind.of_run)
        and (is_coordinator or kind.for_trainers)
        and (has_project or kind.key != "eura")
    ]


def build(kind: Kind, scope: Scope) -> Report:
    """Return a report as it stands now: what the page shows and the files hold."""
    report = Report(str(kind.title), facts(kind, scope), is_internal=kind.is_internal)
    report.tables = kept(scope.universe.ledger, lambda: kind.build(scope))
    report.notes = notes(kind, scope, report)
    return report


def facts(kind: Kind, scope: Scope) -> list[tuple[str, str]]:
    """Return what a report is of: project, run, narrowing, and the moment it tells of."""
    project = scope.universe.project
    rows = [(_("Hanke"), str(project))] if project else []
    rows += [(_("Toteutus"), scope.run.name)] if scope.run else []
    if project and project.programme:
        rows.append((_("Ohjelma"), project.programme))
    if project and not scope.run:
        rows.append((_("Hankeaika"), f"{day(project.starts_on)}–{day(project.ends_on)}"))
    if kind.is_narrowed and scope.cut.level not in ("", RUN if scope.run else ""):
        rows.append((_("Rajaus"), told_cut(scope)))
    return [*rows, (_("Tilanne"), moment(scope.at))]


def notes(kind: Kind, scope: Scope, report: Report) -> list[str]:
    """Return how the figures are to be read."""
    if kind.is_internal:
        return [_("Luettelossa on nimiä. Käytä sitä hankkeen hallintoon, älä julkaise sitä.")]
    found = []
    if any(table.has_hidden for table in report.tables):
        found.append(_("Luku on peitetty, kun se on alle 5 tai kun alle viiden luvun voisi laskea siitä."))
    if any(table.as_of for table in report.tables):
        found.append(
            _(
                "Osa taulukoista on aiemman tilanteen mukaan. Muutoksia on sen jälkeen ollut niin vähän, että "
                "uusista luvuista voisi päätellä, keitä ne koskevat. Taulukko päivittyy itsestään, kun jokainen sen "
                "luku on muuttunut vähintään viidellä tai pysynyt ennallaan."
            )
        )
    if scope.universe.project and kind.key in ("osallistujat", "tulos"):
        found.append(_("Henkilö lasketaan hankkeessa kerran, siihen toteutukseen, jossa hän oli mukana ensin."))
    if scope.universe.project and scope.universe.project.logo_text:
        found.append(scope.universe.project.logo_text)
    return found


def cut_of_run(run_id: int, municipality: str | None = None) -> Cut:
    """Return the place of a run, or of one municipality in it."""
    return Cut(RUN, run_id) if municipality is None else Cut(CROSSED, (run_id, municipality))
