"""Import and export of questions in the Wagtail admin."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from assessments.questions.exchange.batches import confirm, counts, discard, kind_label, take_upload
from assessments.questions.exchange.exporting import ENDINGS, MIME_TYPES, Exported, export, outgoing
from assessments.questions.exchange.forms import ExportForm, ImportForm
from assessments.questions.exchange.models import ImportBatch
from assessments.questions.models import Question

PER_PAGE = 100


def _check(request: HttpRequest, action: str) -> None:
    if not request.user.has_perm(f"questions.{action}_question"):
        raise PermissionDenied


def _own(request: HttpRequest) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(uploaded_by_user=request.user.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file of questions and show what would become of it."""
    _check(request, "add")
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = take_upload(
            file=form.cleaned_data["file"],
            category=form.cleaned_data["category"],
            format_=form.cleaned_data["format"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        return redirect("questions_batch", batch.public_id)
    recent = _own(request).defer("rows")[:10]
    return render(request, "questions/exchange/upload.html", {"form": form, "recent": recent})


@require_http_methods(["GET", "HEAD"])
def batch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show an upload: its progress, the verdict of each question, or what became of them."""
    _check(request, "add")
    found = get_object_or_404(_own(request), public_id=public_id)
    wanted = request.GET.get("nayta", "")
    rows = [row for row in found.rows if not wanted or _group(row) == wanted]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    for row in page.object_list:
        row["label"], row["group"] = kind_label(row), _group(row)
    numbers = counts(found)
    context = {
        "batch": found,
        "page": page,
        "counts": numbers,
        "wanted": wanted,
        "addable": numbers["imported"] + numbers["degraded"],
        "share": min(100, round(100 * found.done / found.total)) if found.total else 0,
    }
    return render(request, "questions/exchange/batch.html", context)


def _group(row: dict[str, Any]) -> str:
    return "known" if row["is_known"] else row["verdict"]


@require_POST
def confirm_batch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Store what was shown; a second press finds it under way and shows it."""
    _check(request, "add")
    found = get_object_or_404(_own(request), public_id=public_id)
    confirm(batch=found, at=timezone.now())
    return redirect("questions_batch", found.public_id)


@require_POST
def discard_batch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Forget an upload."""
    _check(request, "add")
    found = _own(request).filter(public_id=public_id).first()
    if found is not None:
        if found.is_working:
            messages.warning(request, _("Tiedostoa käsitellään juuri. Odota, että se on valmis."))
            return redirect("questions_batch", found.public_id)
        discard(batch=found)
        messages.success(request, _("Lataus on poistettu. Kysymyspankkiin jo tallennetut kysymykset säilyivät."))
    return redirect("questions_import")


@require_http_methods(["GET", "HEAD"])
def download(request: HttpRequest) -> HttpResponse:
    """Choose questions and a format, see what the format cannot hold, get the file."""
    _check(request, "view" if request.user.has_perm("questions.view_question") else "change")
    is_asked = "format" in request.GET
    form = ExportForm(request.GET if is_asked else None, initial=request.GET.dict())
    if not is_asked or not form.is_valid():
        return render(request, "questions/exchange/export.html", {"form": form})
    questions = _chosen(form)
    format_ = form.cleaned_data["format"]
    exported = export(outgoing(questions), format_)
    if "lataa" in request.GET and exported.written:
        return _file(exported, format_)
    query = request.GET.copy()
    query["lataa"] = "1"
    context = {"form": form, "exported": exported, "address": f"?{query.urlencode()}"}
    return render(request, "questions/exchange/export.html", context)


def _chosen(form: ExportForm) -> QuerySet[Question]:
    data = form.cleaned_data
    questions = Question.objects.all()
    if data["ids"]:
        return questions.filter(pk__in=data["ids"])
    if not data["archived"]:
        questions = questions.filter(is_archived=False)
    if data["category"]:
        questions = questions.filter(Q(category=data["category"]) | Q(category__startswith=f"{data['category']}/"))
    return questions


def _file(exported: Exported, format_: str) -> HttpResponse:
    response = HttpResponse(exported.content, content_type=f"{MIME_TYPES.get(format_, 'text/plain')}; charset=utf-8")
    name = f"kysymykset-{timezone.localdate().isoformat()}.{ENDINGS[format_]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
