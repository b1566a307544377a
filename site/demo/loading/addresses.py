"""Who can sign in, and where things are: what `demo --json` prints."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from courses.certificates.models import Certificate, CertificateShare
from courses.groups.enums import MeetingState
from courses.groups.models import GroupMeeting, PeerGroup
from demo.loading.cast import Cast, email_of
from demo.loading.content import Content
from demo.sources import Demo
from demo.sources.people import ROLES

HOMES = {
    "trainee": "portal:trainee",
    "trainee_ready": "portal:trainee",
    "trainer": "portal:trainer",
    "coordinator": "portal:coordinator",
    "advisor": "certificates:advisor-home",
    "admin": "wagtailadmin_home",
}
SESSION = 3  # the session that is shown: the newest one held
SHOWN = {"lesson": "3.1", "quiz": "3.5", "assignment": "3.6"}


def accounts_of(demo: Demo) -> list[dict[str, str]]:
    """Return how each role signs in and where it lands."""
    return [
        {
            "role": role,
            "email": email_of(demo.people.roles[role]),
            "password": demo.people.password,
            "home": reverse(HOMES[role]),
        }
        for role in ROLES
    ]


def urls_of(demo: Demo, *, content: Content, cast: Cast) -> dict[str, str]:
    """Return an address of each sort of page, as a path that works for the role it belongs to."""
    running = next(run for run in demo.people.runs if run.state == "running")
    enrolling = next(run for run in demo.people.runs if run.state == "enrolling")
    ended = next(run for run in demo.people.runs if run.state == "ended")
    return {
        "course": content.course.get_url() or "/",
        **learning_urls(running.slug, content, demo),
        **_group_urls(demo, cast),
        "progress": reverse("courses:progress", kwargs={"run": running.slug}),
        "review_inbox": reverse("portal:inbox"),
        "attendance": reverse("courses:attendance", kwargs={"run": running.slug, "position": SESSION}),
        "invitations": reverse("invitations:list", kwargs={"run": enrolling.slug}),
        "messages": reverse("announcements:run", kwargs={"run": running.slug}),
        "closing": reverse("closing:run", kwargs={"run": ended.slug}),
        "certificates": reverse("certificates:run", kwargs={"run": ended.slug}),
        **_certificate_urls(demo, cast),
    }


def learning_urls(run: str, content: Content, demo: Demo) -> dict[str, str]:
    """Return the addresses of a learner in a run."""
    slugs = {key: content.activities[number].slug for key, number in SHOWN.items()}
    slugs["survey"] = demo.curriculum.survey.slug
    return {
        "learn": reverse("courses:learn", kwargs={"run": run}),
        "session": reverse("courses:session", kwargs={"run": run, "position": SESSION}),
        **{key: reverse("courses:activity", kwargs={"run": run, "activity": slug}) for key, slug in slugs.items()},
    }


def _group_urls(demo: Demo, cast: Cast) -> dict[str, str]:
    """Return the trainee's own group and the meeting that waits for its log, if it still does."""
    trainee = cast.people[demo.people.roles["trainee"]]
    group = PeerGroup.objects.facilitated_by(trainee).order_by("created_at").first()
    if group is None:
        return {"own_group": reverse("groups:mine"), "meeting_log": reverse("groups:mine")}
    waiting = GroupMeeting.objects.filter(group=group, state=MeetingState.PLANNED, starts_at__lt=timezone.now())
    meeting = waiting.order_by("starts_at").first()
    own = {"group": group.public_id}
    log = reverse("groups:log", kwargs=own | {"meeting": meeting.public_id}) if meeting else None
    return {
        "own_group": reverse("groups:group", kwargs=own),
        "meeting_log": log or reverse("groups:log-new", kwargs=own),
    }


def _certificate_urls(demo: Demo, cast: Cast) -> dict[str, str]:
    """Return a certificate that is shared with the advisor's organization, and its public result."""
    advisor = cast.people[demo.people.roles["advisor"]]
    shares = CertificateShare.objects.in_force(timezone.now()).filter(
        organisation__contacts__user=advisor,
        organisation__contacts__ended_at=None,
        certificate__in=Certificate.objects.issued(),
    )
    share: Any = shares.select_related("certificate", "organisation").order_by("pk").first()
    if share is None:
        none = reverse("certificates:verify")
        return {"certificate_pdf": reverse("certificates:advisor-home"), "verify": none, "badge": none}
    # The role stands in the address; holder and staff get the same stored bytes at addresses of their own.
    own = {"organisation": share.organisation.slug, "public_id": share.certificate.public_id}
    return {
        "certificate_pdf": reverse("certificates:advisor-download", kwargs=own),
        "verify": reverse("certificates:result", kwargs={"code": share.certificate.code}),
        "badge": reverse("certificates:badge", kwargs={"code": share.certificate.code}),
    }
