"""Papers of gathering: the guide to the first talk, the invitation, and what is handed to each member."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language

from accounts.people import signed_in
from courses import pdf
from courses.groups.domain import papers as domain
from courses.groups.models import PeerGroup
from courses.groups.papers import LANGUAGES, text_of
from courses.groups.paths import PAPER_LOOK
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import page

if TYPE_CHECKING:
    from accounts.models import User

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
PAPERS = {"informointilappu": domain.notice_of, "sitoumus": domain.commitment_of}


def _language(request: HttpRequest) -> str:
    """Return the language of the text, which need not be that of the page: the member may speak another."""
    chosen = request.GET.get("teksti", "")
    own = (get_language() or "fi")[:2]
    return chosen if chosen in LANGUAGES else own if own in LANGUAGES else "fi"


def _tabs(language: str) -> list[dict[str, Any]]:
    return [{"title": NAMES[code], "code": code, "current": code == language} for code in LANGUAGES]


@login_required
def guide(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the questions of the first talk."""
    found, language = group_or_404(request.user, group), _language(request)
    context = {"guide": text_of("guide", language), "language": language, "tabs": _tabs(language)}
    return page(request, "guide_talk.html", found, context)


@login_required
def invitation(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the invitation, filled and ready to be copied."""
    user = signed_in(request)
    found, language = group_or_404(user, group), _language(request)
    text = domain.invitation_of(group=found, facilitator=user, language=language, at=timezone.now())
    context = {"invitation": text, "language": language, "tabs": _tabs(language), "most_words": domain.MOST_WORDS}
    return page(request, "invitation.html", found, context)


@login_required
def show(request: HttpRequest, group: UUID, kind: str) -> HttpResponse:
    """Show a paper as a page."""
    user = signed_in(request)
    found, language = group_or_404(user, group), _language(request)
    paper = _paper(kind, found, user, language, timezone.now())
    context = {"paper": paper, "kind": kind, "tabs": _tabs(language), "lines": domain.lines_for(found)}
    return page(request, "paper.html", found, context)


@login_required
def download(request: HttpRequest, group: UUID, kind: str) -> HttpResponse:
    """Give a paper as a tagged PDF to print or send."""
    user = signed_in(request)
    found, language = group_or_404(user, group), _language(request)
    paper = _paper(kind, found, user, language, timezone.now())
    address = f"{settings.BASE_URL}/tietosuoja/"
    with translation.override(language):
        context = {
            "paper": paper,
            "lines": domain.lines_for(found),
            "address": address,
            "qr": pdf.qr_address(address, title=paper.words.get("qr", "")),
        }
        html = render_to_string("groups/pdf/paper.html", context)
    try:
        content = pdf.render_pdf(html, look=PAPER_LOOK)
    except pdf.GlyphsMissing:
        context = {"paper": paper, "kind": kind, "tabs": _tabs(language), "lines": domain.lines_for(found)}
        return page(request, "paper.html", found, {**context, "is_undrawable": True}, status=422)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-{language}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _paper(kind: str, group: PeerGroup, user: User, language: str, at: datetime) -> domain.Paper:
    if kind not in PAPERS:
        raise Http404
    return PAPERS[kind](group=group, facilitator=user, language=language, at=at)
