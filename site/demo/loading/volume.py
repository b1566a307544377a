"""Makes one more run of any size, for load: a dozen trainees by the domain, the others as their copies in bulk."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from courses.groups.models import PeerGroup
from courses.models import CourseRun, Enrolment
from demo.loading.addresses import SESSION, learning_urls
from demo.loading.cast import DOMAIN, Cast
from demo.loading.content import Content
from demo.loading.copying import copy_people
from demo.loading.runs import make_run
from demo.sources import Demo
from demo.sources.people import RunSource

MOST = 20_000
GIVEN = ["Aino", "Eero", "Helmi", "Ilmari", "Kerttu", "Lauri", "Martta", "Onni", "Saimi", "Tauno", "Venla", "Yrjö"]
FAMILY = ["Haahka", "Hömötiainen", "Isokuovi", "Kalatiira", "Kurppa", "Lapinsirri", "Niittykirvinen", "Pyy", "Riekko"]


def load_volume(size: int, *, demo: Demo, content: Content, cast: Cast, at: datetime) -> bool:
    """Make a run with so many trainees unless it is there already; return whether it was made now."""
    slug = slug_of(size)
    if CourseRun.objects.filter(slug=slug).exists():
        return False
    with transaction.atomic():
        _make(slug, size, demo=demo, content=content, cast=cast, at=at)
    return True


def slug_of(size: int) -> str:
    """Return the address of the run with so many trainees."""
    return f"kuormitus-{size}"


def describe_volume(size: int, *, demo: Demo, content: Content) -> dict[str, Any]:
    """Return who can sign in to the run of this size, and where its things are."""
    slug = slug_of(size)
    run = CourseRun.objects.get(slug=slug)
    first = Enrolment.objects.filter(run=run).select_related("user").order_by("pk")[0]
    group = PeerGroup.objects.facilitated_by(first.user).first()
    urls = learning_urls(slug, content, demo) | {
        "progress": reverse("courses:progress", kwargs={"run": slug}),
        "attendance": reverse("courses:attendance", kwargs={"run": slug, "position": SESSION}),
        "certificates": reverse("certificates:run", kwargs={"run": slug}),
        "run_groups": reverse("groups:run-groups", kwargs={"run": slug}),
        "own_group": reverse("groups:group", kwargs={"group": group.public_id}) if group else reverse("groups:mine"),
    }
    home = f"{reverse('portal:trainee')}?toteutus={slug}"
    account = {"role": "trainee", "email": first.user.email, "password": demo.people.password, "home": home}
    return {"run": slug, "trainees": size, "account": account, "urls": urls}


def _make(slug: str, size: int, *, demo: Demo, content: Content, cast: Cast, at: datetime) -> None:
    pattern = next(run for run in demo.people.runs if run.state == "running")
    people = _people(slug, size, password=demo.people.password)
    trainees = [
        trainee.model_copy(update={"person": f"osallistuja-{number}"})
        for number, trainee in enumerate(pattern.trainees[:size])
    ]
    changes = {"slug": slug, "name": f"Kuormitus {size}", "capacity": max(size, len(trainees)), "trainees": trainees}
    source: RunSource = pattern.model_copy(update=changes)
    named = dict(cast.people) | {f"osallistuja-{number}": user for number, user in enumerate(people[: len(trainees)])}
    run = make_run(source, demo=demo, content=content, cast=Cast(named, cast.organisations), at=at)
    originals = list(Enrolment.objects.filter(run=run).select_related("user").order_by("pk"))
    copy_people(originals, people[len(trainees) :])


def _people(slug: str, size: int, *, password: str) -> list[User]:
    """Return so many new people with confirmed addresses; they share one password."""
    hashed = make_password(password)
    people = User.objects.bulk_create(
        [
            User(
                email=f"{slug}-{number}@{DOMAIN}",
                given_name=GIVEN[number % len(GIVEN)],
                family_name=FAMILY[number // len(GIVEN) % len(FAMILY)],
                password=hashed,
            )
            for number in range(size)
        ],
        batch_size=400,
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people], batch_size=400
    )
    return people
