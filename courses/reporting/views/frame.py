"""What the pages of reports share: whose room it is, which reports are there, and where its addresses are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from courses import permissions
from courses.models import CourseRun, FundingProject
from courses.reporting.domain.catalog import BY_KEY, Kind, kinds_for, universe_of
from courses.reporting.domain.counted import Cut
from courses.reporting.domain.ledger import kept
from courses.reporting.domain.narrowing import Options, options, read_cut
from courses.reporting.domain.table import Scope
from courses.reporting.domain.universe import Universe
from courses.reporting.permissions import coordinated_runs, project_or_404

LONGEST = 120  # of what an address may narrow to


@dataclass
class Room:
    """The reports of a project or of a run, for somebody who may read them."""

    project: FundingProject | None
    run: CourseRun | None
    is_coordinator: bool
    named: frozenset[int] | None = None  # the runs whose people may be listed by name

    @cached_property
    def universe(self) -> Universe:
        """What is counted."""
        return universe_of(self.project)

    @property
    def kinds(self) -> list[Kind]:
        """The reports that are offered here."""
        has_project = self.project is not None
        return kinds_for(is_project=self.run is None, has_project=has_project, is_coordinator=self.is_coordinator)

    def kind_or_404(self, key: str) -> Kind:
        """Return a report that is offered here."""
        kind = BY_KEY.get(key)
        if kind is None or kind not in self.kinds:
            raise Http404
        return kind

    def url(self, name: str, **more: Any) -> str:
        """Return an address of this room: a report, its file, an order of it."""
        if self.run is not None:
            return reverse(f"reporting:run-{name}", kwargs={"run": self.run.slug, **more})
        assert self.project is not None  # noqa: S101 -- a room is of a run or of a project
        return reverse(f"reporting:project-{name}", kwargs={"project": self.project.public_id, **more})

    @property
    def home(self) -> str:
        """Where the list of reports is."""
        if self.run is not None:
            return reverse("reporting:run", kwargs={"run": self.run.slug})
        assert self.project is not None  # noqa: S101 -- a room is of a run or of a project
        return reverse("reporting:project", kwargs={"project": self.project.public_id})

    def places(self) -> Options:
        """Return the places one may narrow to."""
        run = self.run.pk if self.run else None
        return kept(self.universe.ledger, lambda: options(self.universe, run=run))

    def scope(self, asked: str) -> Scope | None:
        """Return what a report tells of, None when the place is not told."""
        run = self.run.pk if self.run else None
        cut: Cut | None = kept(self.universe.ledger, lambda: read_cut(asked, self.universe, run=run))
        return None if cut is None else Scope(self.universe, timezone.now(), cut, self.run, self.named)


def run_room(request: HttpRequest, slug: str) -> Room:
    """Return the room of a run for its staff; 404 for everybody else."""
    run = permissions.staffed_run_or_404(request.user, slug)
    is_coordinator = permissions.is_staff_of(request.user, run.pk, permissions.COORDINATOR)
    project = FundingProject.objects.filter(runs=run.pk).first() if run.project_id else None
    return Room(project, run, is_coordinator)


def project_room(request: HttpRequest, public_id: UUID) -> Room:
    """Return the room of a project for those who look after it; 404 for everybody else."""
    project = project_or_404(request.user, public_id)
    named = frozenset(coordinated_runs(request.user).values_list("pk", flat=True))
    return Room(project, None, True, named)


def asked_place(request: HttpRequest, kind: Kind) -> str:
    """Return what the address or the form narrows to, for reports that can be narrowed."""
    asked = request.POST.get("rajaus", "") if request.method == "POST" else request.GET.get("rajaus", "")
    return asked.replace("\x00", "")[:LONGEST] if kind.is_narrowed else ""
