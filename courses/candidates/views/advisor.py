"""The advisor's page: proposing, and whether what was proposed has been handled. Nothing more is told."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from courses.candidates.domain.proposing import (
    UnableToPropose,
    courses_to_propose_for,
    left_this_month,
    own_proposals,
    propose_candidate,
)
from courses.candidates.forms import ProposalForm
from courses.certificates.domain.reading import organisations_of
from courses.certificates.views.desk import Desk, advisor_page

PAGE_SIZE = 30


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the page of the advisor's organization, the first of them if there are several."""
    organisations = organisations_of(signed_in(request))
    if not organisations:
        raise Http404
    return redirect("candidates:propose", organisation=organisations[0].slug)


@advisor_page
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a proposal, and list the advisor's own."""
    at = timezone.now()
    form = ProposalForm(request.POST if request.method == "POST" else None, courses=courses_to_propose_for())
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "email", "why", "consents")}
        try:
            propose_candidate(
                advisor=desk.user, organisation=desk.organisation, course=form.course_chosen(), at=at, **data
            )
        except UnableToPropose as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Ehdotus on lähetetty kouluttajille."))
            return redirect("candidates:propose", organisation=desk.organisation.slug)
    mine = own_proposals(advisor=desk.user, organisation=desk.organisation)
    context = {
        "organisation": desk.organisation,
        "others": desk.others,
        "form": form,
        "has_course": form.has_course,
        "left": left_this_month(advisor=desk.user, at=at),
        "page_obj": Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "candidates/propose.html", context, status=422 if form.is_bound else 200)
