"""Funded runs, their people and groups, written with few queries: reports only count them."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from courses.groups.models import GroupFacilitator, GroupMeeting, GroupMember, PeerGroup
from courses.models import CourseRun, Enrolment, FundingProject
from courses.reporting.models import CompanyCount

NOW = timezone.now()


def make_project(**values):
    day = timezone.localdate()
    base = {"code": "S12345", "name": "Heijastus", "starts_on": day - timedelta(days=300)}
    return FundingProject.objects.create(**{**base, "ends_on": day + timedelta(days=300), **values})


def fund(project, *runs):
    CourseRun.objects.filter(pk__in=[run.pk for run in runs]).update(project=project)
    for run in runs:
        run.project = project


def join(run, size, *, state="active", payer=None, background="entrepreneur"):
    """Enter so many people, with less ado than the domain."""
    people = User.objects.bulk_create(
        User(email=f"{run.slug}-{state}-{background}-{n}-{payer}@esimerkki.test", given_name="P", family_name=f"N{n}")
        for n in range(size)
    )
    rules = run.rule_sets.last()
    return Enrolment.objects.bulk_create(
        Enrolment(run=run, user=user, rule_set=rules, state=state, payer=payer, background=background, applied_at=NOW)
        for user in people
    )


def found_group(enrolment, *, members=4, municipality="609", companies=None):
    """Put a running group with members under an enrollment, past the domain: for counting."""
    group = PeerGroup.objects.create(
        name="R", municipality=municipality, state="running", created_at=NOW, founded_at=NOW, started_on=NOW.date()
    )
    GroupFacilitator.objects.create(group=group, user=enrolment.user, enrolment=enrolment, since=NOW)
    day = {"wishes_asked_on": NOW.date(), "agreed_on": NOW.date(), "joined_on": NOW.date(), "state": "joined"}
    card = {"line": "S", "municipality": "609", "size_class": "solo", "years_band": "3-5", "created_at": NOW, **day}
    GroupMember.objects.bulk_create(
        GroupMember(group=group, pseudonym=f"Peitenimi {n}", **card) for n in range(members)
    )
    if companies is not None:
        CompanyCount.objects.create(group=group, companies=companies, stated_at=NOW)
    return group


def meet(group, size, **values):
    base = {"starts_at": NOW, "created_at": NOW, "state": "logged", "place": "Salainen paikka", **values}
    return GroupMeeting.objects.bulk_create(GroupMeeting(group=group, **base) for _n in range(size))
