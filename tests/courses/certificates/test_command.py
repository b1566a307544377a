"""`manage.py issue_certificates` as a person and as a program use it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from factories.certificates import make_certifying_run, make_coordinator, make_ready
from factories.courses import EnrolmentFactory

from courses.certificates.models import Certificate

pytestmark = pytest.mark.django_db


def ask(run, *arguments) -> str:
    out = StringIO()
    call_command("issue_certificates", "--run", run.slug, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def run():
    run = make_certifying_run()
    make_ready(run, name=("Kuovi", "Valmis"))
    EnrolmentFactory(run=run, user__given_name="Tiira", user__family_name="Kesken")
    return run


def test_without_all_ready_it_only_tells(run):
    answer = json.loads(ask(run, "--json"))
    assert [row["holder"] for row in answer["ready"]] == ["Kuovi Valmis"]
    assert answer["ready"][0]["name_confirmed"] is False
    missing = answer["missing"][0]
    assert (missing["holder"], missing["because"][0]["condition"]) == ("Tiira Kesken", "Koordinaattorin vahvistus")
    assert not Certificate.objects.exists()
    assert "Valmiit 1, puuttuu 1, myönnetty 0" in ask(run)


def test_all_ready_issues_draws_and_can_be_repeated(run):
    make_coordinator(run)
    answer = json.loads(ask(run, "--all-ready", "--json"))
    certificate = Certificate.objects.get()
    assert answer["issued"] == [{"number": certificate.number, "holder": "Kuovi Valmis", "has_file": True}]
    again = json.loads(ask(run, "--all-ready", "--json"))
    assert (again["issued"], again["standing"]) == ([], [certificate.number])


def test_a_refusal_ends_with_one(run):
    make_coordinator(run)
    make_ready(run, name=("Жанна", "Rantanen"))
    with pytest.raises(SystemExit) as ended:
        ask(run, "--all-ready")
    assert ended.value.code == 1
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("coordinators", "arguments", "message"),
    [
        (0, [], "Koordinaattoria ei ole"),
        (2, [], "Koordinaattoreita on monta"),
        (1, ["--by", "joku@muu.example"], "ei ole tätä koordinaattoria"),
    ],
)
def test_the_act_is_somebodys(run, coordinators, arguments, message):
    for _ in range(coordinators):
        make_coordinator(run)
    with pytest.raises(CommandError, match=message):
        ask(run, "--all-ready", *arguments)
    assert not Certificate.objects.exists()


def test_a_run_that_is_not_there():
    with pytest.raises(CommandError, match="Toteutusta x ei ole"):
        call_command("issue_certificates", "--run", "x")
