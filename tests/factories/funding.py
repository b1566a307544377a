"""Funding projects and their participants."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from factories.courses import EnrolmentFactory, make_run

from courses.models import CourseRun, FundingProject

numbers = count(1)


def make_project(**values) -> FundingProject:
    """Return a project that runs now and asks for background data."""
    number, today = next(numbers), timezone.localdate()
    base = {
        "code": f"S3{number:04}",
        "name": f"Rannan voimavarat {number}",
        "starts_on": today - timedelta(days=200),
        "ends_on": today + timedelta(days=200),
        "archive_until": today + timedelta(days=2000),
        "eura_url": "https://eura.example/osallistuja",
        "asks_background": True,
    }
    return FundingProject.objects.create(**{**base, **values})


def make_funded_run(project=None, **values):
    """Return a run that a project pays for; it began ten days ago."""
    run = make_run(started_days_ago=values.pop("started_days_ago", 10), **values)
    project = project or make_project()
    CourseRun.objects.filter(pk=run.pk).update(project=project)
    run.refresh_from_db()
    return run


def make_participant(run=None, **values):
    """Return an enrollment in a funded run."""
    return EnrolmentFactory(run=run or make_funded_run(), **values)
