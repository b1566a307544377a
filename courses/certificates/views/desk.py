"""The door of every page of an advisor: the organization in the address, the promise of confidentiality, the scope.

The role is in the address and asked for at each request; nothing is remembered from one page to the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.people import signed_in
from courses.certificates.domain import reading, selection
from courses.certificates.models import Certificate

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """An advisor at work for one organization."""

    user: User
    organisation: Organisation
    others: list[Organisation]
    has_promise: bool

    def frame(self) -> dict[str, Any]:
        """Return what every page of the advisor shows: for whom one works, and how many people one sees."""
        seen = selection.shared_with(organisation=self.organisation, at=timezone.now())
        return {
            "organisation": self.organisation,
            "others": self.others,
            "scope": selection.count_people(seen),
        }

    def certificate_or_404(self, public_id: UUID) -> Certificate:
        """Return what the organization sees, whatever else the person may see in another role."""
        found = reading.find_shared(organisation=self.organisation, public_id=public_id, at=timezone.now())
        if found is None:
            # No name, address or key of anybody: that somebody tries is what the log is to tell.
            logger.warning("A contact of %s asked for a certificate not shared with it", self.organisation.slug)
            raise Http404
        return found


def desk_or_404(request: HttpRequest, slug: str) -> Desk:
    """Return the person's desk at the organization; 404 for everybody who is no contact of it now."""
    user = signed_in(request)
    organisations = reading.organisations_of(user)
    found = next((organisation for organisation in organisations if organisation.slug == slug), None)
    if found is None:
        logger.warning("Somebody asked for the pages of an organization that they are no contact of")
        raise Http404
    others = [other for other in organisations if other.pk != found.pk]
    return Desk(user, found, others, has_promise=found.has_promise)


def advisor_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view its desk in place of the address's organization; ask for the promise first."""

    @wraps(view)
    def answer(request: HttpRequest, organisation: str, **kwargs: Any) -> HttpResponseBase:
        desk = desk_or_404(request, organisation)
        if not desk.has_promise:
            where = reverse("certificates:confidentiality", kwargs={"organisation": desk.organisation.slug})
            back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"{where}?{back}" if back else where)
        return view(request, desk, **kwargs)

    return login_required(answer)
