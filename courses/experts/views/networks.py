"""The networks of facilitators and their notice boards, and the coordinator's view of both."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from courses.experts import permissions
from courses.experts.domain import networks as domain
from courses.experts.domain.register import remove_card
from courses.experts.enums import CardState, NoticeKind
from courses.experts.forms.network import AddMemberForm, AnswerForm, JoinForm, NoticeForm
from courses.experts.models import Expert, GroupNetwork, NetworkMembership, Notice, NoticeReport
from courses.experts.regions import region_name
from courses.experts.views.frame import form_page
from courses.groups.views.frame import INVALID, act, is_done


def _crumbs(network: GroupNetwork | None = None) -> list[dict[str, str]]:
    rows = [{"title": _("Ohjaajaverkostot"), "url": reverse("experts:networks")}]
    if network is not None:
        rows.append({"title": network.name, "url": reverse("experts:board", kwargs={"region": network.region})})
    return rows


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show the person's networks; a POST joins one or leaves one."""
    user = signed_in(request)
    permissions.facilitator_or_404(user)
    own = list(domain.networks_of(user=user).annotate(size=Count("memberships", filter=Q(memberships__left_at=None))))
    home = [code for code in domain.home_regions(user=user) if code not in {network.region for network in own}]
    form = JoinForm(request.POST or None, initial={"region": home[0] if home else "04"})
    if request.method == "POST" and form.is_valid():
        region, at = form.cleaned_data["region"], timezone.now()
        if "leave" in request.POST:
            for network in own:
                if network.region == region:
                    domain.leave_network(network=network, user=user, at=at)
            messages.success(request, _("Olet lähtenyt verkostosta."))
            return redirect("experts:networks")
        domain.join_network(region=region, user=user, at=at)
        messages.success(request, _("Olet nyt verkoston jäsen."))
        return redirect("experts:board", region=region)
    context = {"networks": own, "home": [(code, region_name(code)) for code in home], "form": form}
    return render(request, "experts/networks.html", context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_safe
def board(request: HttpRequest, region: str) -> HttpResponse:
    """Show what is wanted and offered in the network, and who belongs to it."""
    network = permissions.network_or_404(request.user, region)
    rows = Notice.objects.filter(network=network, closed_at=None, hidden_at=None, expires_at__gt=timezone.now())
    notices = list(rows.select_related("author").annotate(said=Count("answers")))
    people = NetworkMembership.objects.filter(network=network, left_at=None).select_related("user")
    context = {
        "network": network,
        "wanted": [notice for notice in notices if notice.kind == NoticeKind.WANTED],
        "offered": [notice for notice in notices if notice.kind == NoticeKind.OFFERED],
        "people": people.order_by("user__family_name", "user__given_name"),
        "crumbs": _crumbs(),
    }
    return render(request, "experts/board.html", context)


@login_required
def new_notice(request: HttpRequest, region: str) -> HttpResponse:
    """Put a notice on the board."""
    user = signed_in(request)
    network = permissions.network_or_404(user, region)
    form = NoticeForm(request.POST or None, pseudonyms=domain.pseudonyms_of(user=user))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        values = {"network": network, "author": user, "at": timezone.now(), **form.cleaned_data}
        if question is None and is_done(form, lambda: domain.post_notice(**values)):
            messages.success(request, _("Ilmoitus on taululla."))
            return redirect("experts:board", region=network.region)
    board_url = reverse("experts:board", kwargs={"region": network.region})
    return form_page(
        request, form, question=question, title=_("Uusi ilmoitus"), over=network.name, submit=_("Julkaise ilmoitus"),
        cancel_url=board_url, crumbs=_crumbs(network),
    )  # fmt: skip


@login_required
def notice(request: HttpRequest, region: str, notice: UUID) -> HttpResponse:
    """Show a notice with its answers; a POST answers it."""
    user, at = signed_in(request), timezone.now()
    found = permissions.notice_or_404(user, region, notice)
    form = AnswerForm(request.POST or None, pseudonyms=domain.pseudonyms_of(user=user))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        text = form.cleaned_data["text"]
        if question is None and is_done(
            form, lambda: domain.answer_notice(notice=found, author=user, text=text, at=at)
        ):
            messages.success(request, _("Vastaus on lähetetty."))
            return redirect("experts:notice", region=region, notice=found.public_id)
    context = {
        "notice": found,
        "network": found.network,
        "answers": found.answers.select_related("author"),
        "form": form,
        "question": question,
        "is_open": found.is_open(at),
        "is_own": found.author_id == user.pk,
        "is_reported": found.reports.filter(reporter=user).exists(),
        "crumbs": _crumbs(found.network),
    }
    return render(request, "experts/notice.html", context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_POST
def close_notice(request: HttpRequest, region: str, notice: UUID) -> HttpResponse:
    """Take one's own notice off the board."""
    found = permissions.notice_or_404(request.user, region, notice)
    if found.author_id != signed_in(request).pk:
        raise Http404
    back = reverse("experts:board", kwargs={"region": region})
    return act(request, lambda: domain.close_notice(notice=found, at=timezone.now()), _("Ilmoitus on poistettu."), back)


@login_required
@require_POST
def report_notice(request: HttpRequest, region: str, notice: UUID) -> HttpResponse:
    """Ask the coordinators to look at a notice."""
    user = signed_in(request)
    found = permissions.notice_or_404(user, region, notice)
    back = reverse("experts:notice", kwargs={"region": region, "notice": found.public_id})
    said = _("Koordinaattori tarkistaa ilmoituksen.")
    return act(request, lambda: domain.report_notice(notice=found, reporter=user, at=timezone.now()), said, back)


@login_required
def coordination(request: HttpRequest) -> HttpResponse:
    """Show a coordinator the networks, the notices reported and the register; a POST adds a facilitator."""
    user = signed_in(request)
    permissions.coordinator_or_404(user)
    form = AddMemberForm(request.POST or None, initial={"region": "04"})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "by": user, "at": timezone.now()}
        if is_done(form, lambda: domain.add_by_address(**values), "email"):
            messages.success(request, _("Ohjaaja on lisätty verkostoon."))
            return redirect("experts:coordination")
    members = Count("memberships", filter=Q(memberships__left_at=None))
    open_reports = NoticeReport.objects.filter(handled_at=None)
    reported = Notice.objects.filter(pk__in=open_reports.values("notice_id")).select_related("network", "author")
    context = {
        "form": form,
        "networks": GroupNetwork.objects.annotate(size=members),
        "reported": reported.prefetch_related(Prefetch("reports", queryset=open_reports)),
        "experts": Expert.objects.filter(state=CardState.CONSENTED).prefetch_related("tags")[:200],
        "waiting": Expert.objects.filter(state=CardState.INVITED).count(),
    }
    return render(request, "experts/coordination.html", context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Decide on a notice that was reported, or take a card out of the register."""
    permissions.coordinator_or_404(request.user)
    at, back = timezone.now(), reverse("experts:coordination")
    card = _named(Expert.objects.filter(state=CardState.CONSENTED), request.POST.get("card", ""))
    if card is not None:
        return act(request, lambda: remove_card(expert=card, at=at), _("Kortti on poistettu."), back)
    found = _named(
        Notice.objects.filter(reports__handled_at=None, reports__isnull=False), request.POST.get("notice", "")
    )
    if found is None:
        return redirect(back)
    hide = request.POST.get("action") == "hide"
    return act(request, lambda: domain.settle_reports(notice=found, hide=hide, at=at), _("Päätös on kirjattu."), back)


def _named(rows, key: str):  # type: ignore[no-untyped-def]
    """Return the row that a form names by its public key, or None for anything else."""
    try:
        return rows.filter(public_id=UUID(key)).first()
    except ValueError:
        return None
