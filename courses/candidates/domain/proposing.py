"""Proposing a candidate. What the advisor gets to know is the same whoever the candidate is (N7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User as Account
from accounts.models import normalize_email
from courses.candidates.models import CONSENT_VERSION, Candidate, Proposal
from courses.domain.places import MOVING
from courses.enums import RunState
from courses.models import CoursePage, RunStaff
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import Organisation, User

QUOTA_PERIOD = timedelta(days=30)
OVER = (RunState.ENDED, RunState.ARCHIVED, RunState.CANCELLED)


class UnableToPropose(Exception):
    """The proposal cannot be sent; the message says why, and `field` beside which field it belongs."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def courses_to_propose_for() -> QuerySet[CoursePage]:
    """Return the courses with a run that people can still come into."""
    return CoursePage.objects.live().filter(runs__state__in=MOVING).distinct().order_by("title")


def propose_candidate(
    *,
    advisor: User,
    organisation: Organisation,
    course: CoursePage,
    name: str,
    email: str,
    why: str,
    consents: bool,
    at: datetime,
) -> Proposal:
    """This function will propose a person for a course; an address that waits already is the same candidate.

    Says nothing of whether the person is known, invited or enrolled. Repeating it returns the advisor's proposal as
    it is. Raises UnableToPropose without the candidate's consent, for an address of one's own, and over the quota.
    """
    address = normalize_email(email)
    if not consents:
        raise UnableToPropose(_("Kysy ensin ehdokkaalta itseltään. Ehdottaa voi vain luvalla."), "consents")
    if _bare(address) in _own_addresses(advisor):
        raise UnableToPropose(_("Tämä on oma osoitteesi. Ilmoittaudu itse koulutuksen sivulla."), "email")
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=advisor.pk)  # one's quota is counted one by one
        known = Proposal.objects.filter(
            advisor=advisor, candidate__course=course, candidate__email=address, candidate__decided_at=None
        ).first()
        if known:
            return known
        if left_this_month(advisor=advisor, at=at) < 1:
            raise UnableToPropose(_over_quota())
        candidate, is_new = Candidate.objects.get_or_create(
            course=course, email=address, decided_at=None, defaults={"name": name, "created_at": at}
        )
        made = Proposal.objects.create(
            candidate=candidate, advisor=advisor, organisation=organisation, name=name, why=why,
            consent_version=CONSENT_VERSION, proposed_at=at,
        )  # fmt: skip
        if is_new:
            _tell_coordinators(candidate, at=at)
    return made


def left_this_month(*, advisor: User, at: datetime) -> int:
    """Return how many proposals the advisor may still send; each counts for thirty days."""
    sent = Proposal.objects.filter(advisor=advisor, proposed_at__gt=at - QUOTA_PERIOD).count()
    return max(0, settings.PROPOSALS_PER_MONTH - sent)


def own_proposals(*, advisor: User, organisation: Organisation) -> QuerySet[Proposal]:
    """Return what the advisor has proposed for the organization, the newest first."""
    mine = Proposal.objects.filter(advisor=advisor, organisation=organisation)
    return mine.select_related("candidate__course").order_by("-proposed_at", "-pk")


def _over_quota() -> str:
    return _("Voit ehdottaa %(n)s ehdokasta 30 päivässä. Odota, kunnes vanhin ehdotuksesi on kuukauden takaa.") % {
        "n": settings.PROPOSALS_PER_MONTH
    }


def _own_addresses(advisor: User) -> set[str]:
    found = EmailAddress.objects.filter(user=advisor).values_list("email", flat=True)
    return {_bare(normalize_email(address)) for address in (*found, advisor.email)}


def _bare(address: str) -> str:
    """Return an address without what may be added after a plus sign: it reaches the same person."""
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _tell_coordinators(candidate: Candidate, *, at: datetime) -> None:
    staff = RunStaff.objects.filter(run__course=candidate.course_id, role="coordinator", ended_at=None)
    people = Account.objects.filter(pk__in=staff.exclude(run__state__in=OVER).values("user"), is_active=True)
    for person in people.order_by("pk"):
        notify(
            user=person,
            kind="candidate-proposed",
            subject=gettext_lazy("Yritysneuvoja on ehdottanut ehdokasta koulutukseen"),
            text=gettext_lazy("Katso ehdotus ja päätä, kutsutaanko ehdokas."),
            url=reverse("candidates:candidate", kwargs={"candidate": candidate.public_id}),
            at=at,
            in_digest=True,
        )
