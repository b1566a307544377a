"""Reading and writing in a discussion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from courses.models import Enrolment
from courses.permissions import TRAINER, is_staff_of
from courses.visits import Visit
from modules.discussion.domain import posts
from modules.discussion.domain.reading import page_of, read_thread
from modules.discussion.forms import PostForm
from modules.discussion.models import Post


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the discussion of this run; `?viesti=` leads to the page a post stands on."""
    wanted = request.GET.get("viesti", "")
    if wanted:
        found = _posts(visit).filter(public_id=wanted).first() if _is_id(wanted) else None
        return redirect(address_of(visit, found) if found and _may_read(request, visit) else visit.url())
    kept = (visit.unsent or {}).get("text", [""])[0]
    if kept:
        messages.info(request, _("Istuntosi ehti päättyä, mutta viestisi säilyi. Tarkista se ja julkaise uudelleen."))
    return show_thread(request, visit, PostForm(initial={"text": kept} if kept else None))


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _posts(visit: Visit):
    return Post.objects.in_thread(run=visit.run, discussion=visit.page).select_related(
        "discussion", "parent__enrolment__user", "parent__discussion", "parent__staff", "enrolment__user", "staff"
    )


def _may_read(request: HttpRequest, visit: Visit) -> bool:
    """Trainees of the run and its staff; an author who previews the page from the admin sees no posts."""
    return visit.enrolment is not None or is_staff_of(request.user, visit.run.pk)


def writer_of(request: HttpRequest, visit: Visit) -> posts.Writer | None:
    """Return who writes here: the trainee, or a trainer of the run; nobody else does."""
    if visit.enrolment is not None:
        return visit.enrolment
    return signed_in(request) if is_staff_of(request.user, visit.run.pk, TRAINER) else None


def post_or_404(visit: Visit, public_id: UUID) -> Post:
    """Return a post of this run's discussion. Posts of other runs do not exist here."""
    found = _posts(visit).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def own_post_or_404(request: HttpRequest, visit: Visit, public_id: UUID) -> tuple[Post, posts.Writer]:
    """Return the writer's own post, and the writer."""
    found, writer = post_or_404(visit, public_id), writer_of(request, visit)
    if writer is None or not found.is_by(writer):
        raise Http404
    return found, writer


def address_of(visit: Visit, post: Post) -> str:
    """Return where a post can be read."""
    number = page_of(post)
    return f"{visit.url()}{f'?page={number}' if number > 1 else ''}#v-{post.public_id}"


def show_thread(request: HttpRequest, visit: Visit, form: PostForm, status: int = 200) -> HttpResponse:
    """Show one page of the thread with the form for an opening."""
    thread, writer = None, writer_of(request, visit)
    if _may_read(request, visit):
        thread = read_thread(
            run=visit.run,
            discussion=visit.page,
            number=request.GET.get("page"),
            reader=visit.enrolment,
            at=visit.at,
            only_reported=writer is None,
        )
    context = {
        "visit": visit,
        "thread": thread,
        "page_obj": thread and thread.page_obj,
        "form": form,
        "writer": writer,
        "writes_as_staff": writer is not None and visit.enrolment is None,
        "share": posts.share_of(enrolment=visit.enrolment, page=visit.page),
        "new_url": visit.url("new"),
        "base_url": visit.url(),
    }
    return render(request, "discussion/discussion.html", context, status=status)


def _nothing_stored(request: HttpRequest, visit: Visit) -> HttpResponse:
    messages.info(request, _("Esikatselussa mitään ei tallenneta."))
    return redirect(visit.url())


def _write(visit: Visit, writer: posts.Writer, **values: Any) -> Post:
    """Publish what was written, by whoever writes."""
    if isinstance(writer, Enrolment):
        return posts.write_post(enrolment=writer, page=visit.page, at=visit.at, **values)
    return posts.write_as_trainer(trainer=writer, run=visit.run, page=visit.page, at=visit.at, **values)


def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take an opening."""
    if request.method != "POST":
        return redirect(visit.url())
    writer = writer_of(request, visit)
    if writer is None:
        return _nothing_stored(request, visit)
    form = PostForm(request.POST)
    if form.is_valid():
        try:
            post = _write(visit, writer, **form.cleaned_data)
        except posts.UnableToPost as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Viestisi on julkaistu."))
            return redirect(address_of(visit, post))
    return show_thread(request, visit, form, status=422)


def reply(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Show the opening with the form for a reply, and take the reply."""
    opening, writer = post_or_404(visit, public_id), writer_of(request, visit)
    if writer is None:
        return _nothing_stored(request, visit)
    if opening.parent_id is not None:
        raise Http404
    if opening.is_gone and request.method != "POST":
        messages.error(request, _("Viestiin, johon vastaat, ei voi enää vastata."))
        return redirect(address_of(visit, opening))
    form = PostForm(request.POST if request.method == "POST" else None, label=_("Vastauksesi"))
    if request.method == "POST" and form.is_valid():
        url = f"{visit.url()}?viesti={opening.public_id}"
        try:
            post = _write(visit, writer, parent=opening, url=url, **form.cleaned_data)
        except posts.UnableToPost as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Vastauksesi on julkaistu."))
            return redirect(address_of(visit, post))
    context = {"visit": visit, "post": opening, "form": form, "title": _("Vastaa viestiin"), "submit": _("Vastaa")}
    return render(request, "discussion/write.html", context, status=422 if form.is_bound else 200)


def edit(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Change one's own post while the time for it lasts."""
    post, author = own_post_or_404(request, visit, public_id)
    form = PostForm(request.POST) if request.method == "POST" else PostForm(initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        try:
            posts.edit_post(post=post, by=author, text=form.cleaned_data["text"], at=visit.at)
        except posts.UnableToPost as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Muutos on tallennettu."))
            return redirect(address_of(visit, post))
    context = {"visit": visit, "form": form, "title": _("Muokkaa viestiäsi"), "submit": _("Tallenna muutos")}
    context["until"] = post.editable_until()
    return render(request, "discussion/write.html", context, status=422 if form.is_bound else 200)


def delete(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Ask whether one's own post shall go, and take it away."""
    post, author = own_post_or_404(request, visit, public_id)
    if request.method == "POST":
        posts.delete_post(post=post, by=author, at=visit.at)
        messages.success(request, _("Viestisi on poistettu."))
        return redirect(visit.url())
    return render(request, "discussion/delete.html", {"visit": visit, "post": post})
