"""The quotes of a group, for its facilitators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, is_done
from courses.quotes.domain import quotes as domain
from courses.quotes.domain.links import make_token
from courses.quotes.domain.reading import quotes_of_group
from courses.quotes.forms import QuoteForm
from courses.quotes.permissions import quote_or_404
from courses.quotes.views.frame import page


@login_required
@never_cache
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """List the quotes with what each may be used for, and the member's link."""
    found = group_or_404(request.user, group)
    rows = [
        {
            "quote": quote,
            "consents": list(quote.consents.all()),
            "link": request.build_absolute_uri(reverse("quotes:consent", kwargs={"token": make_token(quote)})),
        }
        for quote in quotes_of_group(group=found)
    ]
    return page(request, "quotes.html", found, {"rows": rows})


@login_required
def add(request: HttpRequest, group: UUID) -> HttpResponse:
    """Record a quote with its consents."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form, question = QuoteForm(request.POST or None, group=found), None
    if request.method == "POST" and form.is_valid():
        question, at = form.must_ask(request), timezone.now()
        member = form.cleaned_data["member"]
        if question is None and is_done(
            form, lambda: domain.record_quote(group=found, member=member, said=form.said(), by=user, at=at)
        ):
            messages.success(
                request, _("Sitaatti ja luvat on tallennettu. Anna puhujalle linkki, jolla luvan voi perua.")
            )
            return redirect("quotes:group", group=found.public_id)
    status = INVALID if request.method == "POST" else 200
    context = {"form": form, "question": question, "is_empty": not form.fields["member"].queryset.exists()}  # type: ignore[attr-defined]
    return page(request, "quote_form.html", found, context, status=status)


@login_required
@require_POST
def take_back(request: HttpRequest, group: UUID, quote: UUID) -> HttpResponse:
    """Note that the speaker has withdrawn every consent."""
    found = quote_or_404(request.user, group, quote)
    domain.withdraw(quote=found, at=timezone.now())
    messages.success(request, _("Luvat on peruttu ja sitaatti poistettu. Se ei näy enää missään."))
    return redirect("quotes:group", group=group)


@login_required
@require_POST
def renew_link(request: HttpRequest, group: UUID, quote: UUID) -> HttpResponse:
    """Change the member's link."""
    found = quote_or_404(request.user, group, quote)
    domain.change_link(quote=found)
    messages.success(request, _("Linkki on vaihdettu. Aiemmin annettu linkki ei enää toimi."))
    return redirect("quotes:group", group=group)
