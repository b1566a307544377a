"""What is missing of a run's entry and exit data, for its coordinator: a list, a file, reminders."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from courses import tables
from courses.background.domain.eura import remind, state_of
from courses.background.domain.reading import obstacles_told
from courses.background.files import state_rows
from courses.background.permissions import funded_run_or_404

PAGE_SIZE = 100
ONLY_MISSING = "puuttuu"


@login_required
@require_safe
def state(request: HttpRequest, run: str) -> HttpResponse:
    """Show who has given what; only those of whom something is missing when asked."""
    found, project = funded_run_or_404(request.user, run)
    rows = state_of(project=project, run=found, at=timezone.now())
    missing = [row for row in rows if row.is_missing]
    only = request.GET.get("nayta", "") == ONLY_MISSING
    context = {
        "run": found,
        "project": project,
        "people": len(rows),
        "missing": len(missing),
        "reachable": sum(row.person.is_reachable for row in missing),
        "only_missing": only,
        "entry_given": sum(row.entry == "given" for row in rows),
        "exit_given": sum(row.exit == "given" for row in rows),
        "exit_due": sum(row.exit != "later" for row in rows),
        "page_obj": Paginator(missing if only else rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "obstacles": obstacles_told(project=project),
    }
    return render(request, "background/state.html", context)


@login_required
@require_safe
def state_file(request: HttpRequest, run: str, ending: str) -> HttpResponse:
    """Send the list as a spreadsheet or as CSV, narrowed as the page is."""
    found, project = funded_run_or_404(request.user, run)
    rows = state_of(project=project, run=found, at=timezone.now())
    if request.GET.get("nayta", "") == ONLY_MISSING:
        rows = [row for row in rows if row.is_missing]
    table, name = state_rows(rows), f"{found.slug}-rahoittajan-tiedot"
    if ending == "csv":
        return tables.csv_response(table, name=name)
    if ending == "xlsx":
        return tables.xlsx_response({_("Rahoittajan tiedot"): table}, name=name)
    raise Http404


@login_required
@require_POST
def remind_missing(request: HttpRequest, run: str) -> HttpResponse:
    """Remind everybody of whom something is missing; nobody twice within a day."""
    found, project = funded_run_or_404(request.user, run)
    at = timezone.now()
    count = remind(rows=state_of(project=project, run=found, at=at), project=project, at=at)
    if count:
        text = ngettext("%(n)s muistutus on lähetetty.", "%(n)s muistutusta on lähetetty.", count) % {"n": count}
        messages.success(request, text)
    else:
        messages.info(request, _("Kaikkia, joilta tietoja puuttuu, on jo muistutettu viimeisen vuorokauden aikana."))
    return redirect("background:run", run=found.slug)
