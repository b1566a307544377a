"""The register of experts: reading and asking, and the expert's own card by link or by account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from accounts.throttle import is_throttled
from courses.experts import permissions
from courses.experts.domain import register as domain
from courses.experts.domain.networks import pseudonyms_of
from courses.experts.forms.register import AddressForm, CardForm, FindForm, InviteForm, MessageForm
from courses.experts.models import Expert
from courses.experts.views.frame import form_page
from courses.groups.views.frame import INVALID, is_done

PAGE_SIZE = 30
TRIES = 30  # a minute from one device
View = Callable[..., HttpResponse]


def _crumbs() -> list[dict[str, str]]:
    return [{"title": _("Asiantuntijat"), "url": reverse("experts:register")}]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the register: all of it to those who work with groups, to others what experts have made public."""
    reads_all = permissions.may_read_register(request.user)
    form = FindForm(request.GET)
    rows = domain.experts_shown(public_only=not reads_all, **form.asked())
    context = {
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "is_narrowed": any(form.asked().values()),
        "reads_all": reads_all,
        "may_write": permissions.is_facilitator(request.user),
        "query": _query(request),
    }
    return render(request, "experts/register.html", context)


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody for a card of their own."""
    user = signed_in(request)
    if not permissions.may_read_register(user):
        raise Http404
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, at = form.cleaned_data["email"], timezone.now()
        if is_done(form, lambda: domain.invite_expert(email=email, by=user, at=at), "email"):
            messages.success(request, _("Pyyntö on lähetetty, jos osoite ei ole jo rekisterissä."))
            return redirect("experts:register")
    return form_page(
        request,
        form,
        title=_("Pyydä asiantuntija rekisteriin"),
        lead=_("Asiantuntija saa linkin, jolla hän tekee oman korttinsa. Mitään ei näytetä ennen hänen lupaansa."),
        submit=_("Lähetä pyyntö"),
        cancel_url=reverse("experts:register"),
        crumbs=_crumbs(),
    )


@login_required
def message(request: HttpRequest, expert: UUID) -> HttpResponse:
    """Write to an expert through the relay."""
    user = signed_in(request)
    found = permissions.expert_or_404(user, expert)
    form = MessageForm(request.POST or None, pseudonyms=pseudonyms_of(user=user))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        values = {"expert": found, "by": user, "text": form.cleaned_data["text"], "at": timezone.now()}
        if question is None and is_done(form, lambda: domain.write_to_expert(**values)):
            messages.success(request, _("Viesti on lähetetty. Vastaus tulee sähköpostiisi."))
            return redirect("experts:register")
    return form_page(
        request,
        form,
        question=question,
        title=_("Kysy asiantuntijaa"),
        over=found.name,
        lead=_("Viesti menee sähköpostina. Asiantuntija näkee nimesi ja osoitteesi, jotta hän voi vastata."),
        submit=_("Lähetä viesti"),
        cancel_url=reverse("experts:register"),
        crumbs=_crumbs(),
    )


@never_cache
def ask_link(request: HttpRequest) -> HttpResponse:
    """Send the link of the own card again, to whoever has one; the page says the same to everybody."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_throttled(request, "expert-link", limit=5, seconds=600):
            form.add_error("email", _("Odota hetki ennen kuin yrität uudelleen."))
        else:
            domain.send_link(email=form.cleaned_data["email"], at=timezone.now())
            messages.success(request, _("Jos osoitteella on kortti, linkki on nyt matkalla sinne."))
            return redirect("experts:register")
    return form_page(
        request,
        form,
        title=_("Linkki omaan korttiin"),
        lead=_("Lähetämme linkin osoitteeseen, jolla korttisi on tehty."),
        submit=_("Lähetä linkki"),
        cancel_url=reverse("experts:register"),
        crumbs=_crumbs(),
    )


def by_link(view: View) -> View:
    """Give a view the card that its link stands for; a link that does not hold ends politely."""

    @wraps(view)
    @never_cache
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        if is_throttled(request, "expert-card", limit=TRIES, seconds=60):
            response = render(request, "experts/card_said.html", {"what": "busy"}, status=429)
            response["Retry-After"] = "60"
        elif (expert := domain.find_card(token=token)) is None:
            response = render(request, "experts/card_said.html", {"what": "unknown"}, status=404)
        else:
            response = view(request, expert, reverse("experts:card", kwargs={"token": token}))
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@by_link
def card(request: HttpRequest, expert: Expert, address: str) -> HttpResponse:
    """Show an expert the own card by its link; a POST saves it. Opening the link changes nothing."""
    return _card_page(request, expert, address, f"{address}poista/")


@by_link
def withdraw(request: HttpRequest, expert: Expert, address: str) -> HttpResponse:
    """Withdraw the consent, after asking."""
    return _withdraw(request, expert, address)


@login_required
def own_card(request: HttpRequest) -> HttpResponse:
    """Show a signed-in person their own card, or let them make one."""
    expert = domain.card_for(user=signed_in(request))
    return _card_page(request, expert, reverse("experts:own-card"), reverse("experts:own-withdraw"))


@login_required
def own_withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw the consent of the card that belongs to the account."""
    expert = domain.card_for(user=signed_in(request))
    if expert is None:
        raise Http404
    return _withdraw(request, expert, reverse("experts:own-card"))


def _card_page(request: HttpRequest, expert: Expert | None, address: str, withdraw_url: str) -> HttpResponse:
    user = signed_in(request) if request.user.is_authenticated and address == reverse("experts:own-card") else None
    initial = CardForm.initial_of(expert) if expert else {}
    form = CardForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"expert": expert, "card": form.card(), "user": user, "at": timezone.now()}
        if is_done(form, lambda: domain.save_card(**values)):
            messages.success(request, _("Korttisi on tallennettu. Se näkyy nyt rekisterissä."))
            return redirect(address)
    context = {
        "form": form,
        "expert": expert,
        "withdraw_url": withdraw_url if expert else "",
        "is_listed": bool(expert and expert.name),
        "is_account": user is not None,
    }
    return render(request, "experts/card.html", context, status=INVALID if request.method == "POST" else 200)


def _withdraw(request: HttpRequest, expert: Expert, address: str) -> HttpResponse:
    if request.method == "POST":
        domain.withdraw_card(expert=expert, at=timezone.now())
        return render(request, "experts/card_said.html", {"what": "withdrawn"})
    return render(request, "experts/card_withdraw.html", {"expert": expert, "back": address})


@login_required
@require_POST
def attach(request: HttpRequest, token: str) -> HttpResponse:
    """Tie a card that was opened by its link to the account of whoever is signed in."""
    user = signed_in(request)
    expert = domain.find_card(token=token)
    if expert is None:
        raise Http404
    if not domain.attach_card(expert=expert, user=user, at=timezone.now()):
        messages.error(request, _("Korttia ei voi liittää tähän tiliin."))
        return redirect("experts:card", token=token)
    messages.success(request, _("Kortti on liitetty tiliisi."))
    return redirect("experts:own-card")
