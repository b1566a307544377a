"""Writing in a discussion: openings, replies, changes, and when it is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from accounts.models import User
from courses.domain.completion import complete_activity, undo_activity
from courses.models import CourseRun, Enrolment
from modules.discussion.models import DiscussionPage, Post
from notifications.domain import notify

Writer = Enrolment | User  # a trainee, or a trainer of the run


class UnableToPost(Exception):
    """The post cannot be written or changed; the message says why."""


@dataclass(frozen=True)
class Share:
    """How much a trainee has taken part."""

    posts: int = 0
    replies: int = 0

    def is_enough(self, page: DiscussionPage) -> bool:
        """Whether the page asks for no more."""
        return self.posts >= page.posts_needed and self.replies >= page.replies_needed


def share_of(*, enrolment: Enrolment | None, page: DiscussionPage) -> Share:
    """Return how many openings and replies to others the trainee has written."""
    if enrolment is None:
        return Share()
    mine = Post.objects.in_thread(run=enrolment.run, discussion=page).filter(enrolment=enrolment).counted()
    to_others = Q(parent__isnull=False) & ~Q(parent__enrolment=F("enrolment"))
    to_others |= Q(parent__isnull=False, parent__enrolment=None)
    return Share(**mine.aggregate(posts=Count("pk", filter=Q(parent=None)), replies=Count("pk", filter=to_others)))


def write_post(
    *,
    enrolment: Enrolment,
    page: DiscussionPage,
    text: str,
    at: datetime,
    key: UUID | None = None,
    parent: Post | None = None,
    url: str = "",
) -> Post:
    """This function will add an opening, or a reply to an opening, and complete the activity when it is enough.

    `key` is made with the form: the same form sent twice gives one post. The author of the opening is told of a
    reply; `url` is where it can be read. Raises UnableToPost when the text is empty or the opening is gone.
    """
    post = Post(discussion=page, run_id=enrolment.run_id, enrolment=enrolment, text=text, created_at=at)
    return _publish(post, writer=enrolment, key=key, parent=parent, url=url)


def write_as_trainer(
    *,
    trainer: User,
    run: CourseRun,
    page: DiscussionPage,
    text: str,
    at: datetime,
    key: UUID | None = None,
    parent: Post | None = None,
    url: str = "",
) -> Post:
    """This function will add a trainer's opening or reply; the caller knows that the person trains in the run.

    Everything else is as in `write_post`, but nothing is completed by it.
    """
    post = Post(discussion=page, run=run, staff=trainer, is_by_staff=True, text=text, created_at=at)
    return _publish(post, writer=trainer, key=key, parent=parent, url=url)


def _publish(post: Post, *, writer: Writer, key: UUID | None, parent: Post | None, url: str) -> Post:
    post.text = post.text.strip()
    post.parent = parent
    if not post.text:
        raise UnableToPost(_("Kirjoita viesti."))
    if parent is not None and (parent.is_gone or parent.parent_id is not None):
        raise UnableToPost(_("Viestiin, johon vastaat, ei voi enää vastata."))
    sent = _sent_before(writer, key)
    if sent is not None:
        return sent
    try:
        with transaction.atomic():
            if key is not None and not Post.objects.filter(public_id=key).exists():
                post.public_id = key
            post.save(force_insert=True)
            if isinstance(writer, Enrolment):
                _complete_if_enough(writer, post.discussion, post.created_at)
            if parent is not None:
                _tell_author(parent, writer, url, post.created_at)
    except IntegrityError:  # the same form, sent twice at the same moment
        sent = _sent_before(writer, key)
        if sent is None:
            raise
        return sent
    return post


def _sent_before(writer: Writer, key: UUID | None) -> Post | None:
    found = Post.objects.filter(public_id=key).first() if key else None
    return found if found is not None and found.is_by(writer) else None


def _complete_if_enough(enrolment: Enrolment, page: DiscussionPage, at: datetime) -> None:
    if share_of(enrolment=enrolment, page=page).is_enough(page):
        complete_activity(enrolment=enrolment, activity=page, at=at)


def _tell_author(parent: Post, replier: Writer, url: str, at: datetime) -> None:
    """Tell the author of the opening, in the digest; nobody is told of their own reply, and the words stay here."""
    author = parent.author
    if author is None or parent.is_by(replier):
        return
    person = replier.user if isinstance(replier, Enrolment) else replier
    names = {"name": person.get_full_name(), "title": parent.discussion.title}
    notify(
        user=author,
        kind="discussion-reply",
        subject=lambda: _("Vastaus viestiisi: %(title)s") % names,
        text=lambda: _("%(name)s vastasi viestiisi keskustelussa ”%(title)s”.") % names,
        values={"vastaaja": names["name"], "keskustelu": names["title"]},
        url=url,
        at=at,
    )


def edit_post(*, post: Post, by: Writer, text: str, at: datetime) -> None:
    """This function will change the author's own text while the page's time for it lasts. Raises UnableToPost."""
    text = text.strip()
    with transaction.atomic():
        locked = Post.objects.select_for_update(of=("self",)).select_related("discussion").get(pk=post.pk)
        if not locked.is_by(by) or locked.is_gone:
            raise UnableToPost(_("Tätä viestiä ei voi muuttaa."))
        if at > locked.editable_until():
            raise UnableToPost(_("Muokkausaika on päättynyt. Voit kirjoittaa uuden viestin tai poistaa tämän."))
        if not text:
            raise UnableToPost(_("Kirjoita viesti."))
        if text != locked.text:
            locked.text = text
            locked.edited_at = at
            locked.save(update_fields=["text", "edited_at"])


def delete_post(*, post: Post, by: Writer, at: datetime) -> None:
    """This function will take the text of the author's own post away; a note stays, so that replies make sense.

    Takes the completion back when too little is left. Safe to repeat. Raises UnableToPost for others' posts.
    """
    with transaction.atomic():
        locked = Post.objects.select_for_update(of=("self",)).select_related("discussion").get(pk=post.pk)
        if not locked.is_by(by):
            raise UnableToPost(_("Tätä viestiä ei voi poistaa."))
        if locked.deleted_at is not None:
            return
        locked.text = ""
        locked.deleted_at = at
        locked.save(update_fields=["text", "deleted_at"])
        page = locked.discussion
        if isinstance(by, Enrolment) and not share_of(enrolment=by, page=page).is_enough(page):
            undo_activity(enrolment=by, activity=page, at=at)
