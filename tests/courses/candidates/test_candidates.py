"""N7: whom an advisor may propose, what they get to know, what the staff decide, and what is kept."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from accounts.clocks import all_clocks
from courses.candidates.domain.deciding import UnableToSettle, candidates_for, close_candidate, invite_candidate
from courses.candidates.domain.proposing import UnableToPropose, left_this_month, propose_candidate
from courses.candidates.models import Candidate, Proposal
from courses.candidates.privacy import erase_person, export_person
from courses.candidates.review_queue import pending
from courses.certificates.domain.confidentiality import promise_confidentiality
from courses.enums import RunState, StaffRole
from courses.invitations.domain.inviting import invite_person, link_of
from courses.invitations.models import Invitation
from courses.invitations.privacy import erase_person as erase_invitations_of
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "Žofia Ålander-Öhman",
    "email": " Haahka@Esimerkki.test ",
    "why": "Vetää jo kahvihetkiä.",
    "consents": "on",
}


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_run(state=RunState.ENROLLING, started_days_ago=-30)


@pytest.fixture
def run(made):
    return deepcopy(made)


@pytest.fixture
def advisor():
    contact = OrganisationContactFactory()
    promise_confidentiality(user=contact.user, at=timezone.now())
    return contact


@pytest.fixture
def coordinator(run):
    return make_staff(run, StaffRole.COORDINATOR)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def url_of(advisor):
    return reverse("candidates:propose", kwargs={"organisation": advisor.organisation.slug})


def propose(advisor, run, **values):
    values = {"name": "Haahka", "email": "haahka@esimerkki.test", "why": "Sopii", "consents": True} | values
    return propose_candidate(
        advisor=advisor.user, organisation=advisor.organisation, course=run.course, at=timezone.now(), **values
    )


def test_a_proposal_goes_from_form_to_invitation_and_the_advisor_reads_handled(run, advisor, coordinator):
    client = client_of(advisor.user)
    for _click in range(2):
        page = client.post(url_of(advisor), GOOD, follow=True).content.decode()
    assert Proposal.objects.count() == 1
    assert "Odottaa käsittelyä" in page
    candidate = Candidate.objects.get()
    assert candidate.email == "haahka@esimerkki.test"
    assert [entry.person for entry in pending(user=coordinator)] == ["Žofia Ålander-Öhman"]

    staff = client_of(coordinator)
    url = reverse("candidates:candidate", kwargs={"candidate": candidate.public_id})
    assert "Vetää jo kahvihetkiä." in staff.get(url).content.decode()
    for _click in range(2):
        staff.post(url, {"decision": "invite", "run": run.pk})

    assert Invitation.objects.filter(run=run).count() == 1
    mail = OutgoingMail.objects.get(to="haahka@esimerkki.test")
    source = f"Sinua ehdotti koulutukseen {advisor.user.get_full_name()}, {advisor.organisation.name}."
    assert source in mail.text.replace("\n", " ")
    invited = Invitation.objects.get()
    assert source in Client().get(link_of(invited)).content.decode()
    erase_invitations_of(advisor.user, at=timezone.now())
    assert advisor.user.get_full_name() not in Invitation.objects.get().source
    page = client.get(url_of(advisor)).content.decode()
    assert "Käsitelty" in page
    for word in ("kutsuttu", "Kutsuttu", run.name):
        assert word not in page
    assert pending(user=coordinator) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"consents": ""}, "consents"),
        ({"name": "   "}, "name"),
        ({"name": "=HYPERLINK()"}, "name"),
        ({"name": "🦉"}, "name"),
        ({"email": "ei-osoite"}, "email"),
        ({"email": "a@b\x00.fi"}, "email"),
        ({"email": "x" * 250 + "@b.fi"}, "email"),
        ({"email": ""}, "email"),
        ({"why": ""}, "why"),
        ({"why": "x" * 501}, "why"),
        ({"why": "Hän on 131052-308T."}, "why"),
        ({"email": "own"}, "email"),
        ({"email": "own+tunniste"}, "email"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_sent(run, advisor, change, field):
    address = advisor.user.email
    if change.get("email", "").startswith("own"):
        change = {"email": change["email"].replace("own", address.split("@")[0]).upper() + "@" + address.split("@")[1]}

    response = client_of(advisor.user).post(url_of(advisor), {**GOOD, **change})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Candidate.objects.exists()


def test_the_quota_counts_thirty_days(run, advisor, monkeypatch):
    monkeypatch.setattr(settings, "PROPOSALS_PER_MONTH", 2)
    first = propose(advisor, run, email="yksi@esimerkki.test")
    propose(advisor, run, email="kaksi@esimerkki.test")
    assert propose(advisor, run, email="yksi@esimerkki.test").pk == first.pk  # one's own again costs nothing
    with pytest.raises(UnableToPropose):
        propose(advisor, run, email="kolme@esimerkki.test")
    assert "niin monta kuin" in client_of(advisor.user).get(url_of(advisor)).content.decode()

    Proposal.objects.filter(pk=first.pk).update(proposed_at=timezone.now() - timedelta(days=31))
    assert left_this_month(advisor=advisor.user, at=timezone.now()) == 1


def test_two_advisors_with_one_candidate_are_merged_and_neither_learns_of_the_other(run, advisor, coordinator):
    other = OrganisationContactFactory()
    promise_confidentiality(user=other.user, at=timezone.now())
    propose(advisor, run, why="Ensimmäinen syy")
    propose(other, run, email="HAAHKA@esimerkki.test", name="Hanna Haahka", why="Toinen syy")

    candidate = Candidate.objects.get()
    assert candidate.proposals.count() == 2
    page = client_of(other.user).get(url_of(other)).content.decode()
    assert ("Hanna Haahka" in page, "Ensimmäinen syy" in page) == (True, False)
    invite_candidate(candidate=candidate, run=run, by=coordinator, at=timezone.now())
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("case", ["enrolled", "withdrawn", "unknown", "invited before", "settled before"])
def test_nothing_an_advisor_sees_tells_whether_the_person_is_known(run, advisor, coordinator, case):
    """The same page, word for word, before and after the decision."""
    if case in ("enrolled", "withdrawn"):
        user = UserFactory(email="haahka@esimerkki.test")
        EnrolmentFactory(run=run, user=user, state="accepted" if case == "enrolled" else "withdrawn")
    elif case != "unknown":
        other = OrganisationContactFactory()
        earlier = propose(other, run).candidate
        settle = invite_candidate if case == "invited before" else None
        if settle:
            settle(candidate=earlier, run=run, by=coordinator, at=timezone.now())
        else:
            close_candidate(candidate=earlier, by=coordinator, at=timezone.now())
    client = client_of(advisor.user)

    page = client.post(url_of(advisor), GOOD, follow=True).content.decode()
    assert "Ehdotus on lähetetty kouluttajille." in page
    assert "Odottaa käsittelyä" in page
    candidate = Candidate.objects.open().get()
    if case == "enrolled":
        with pytest.raises(UnableToSettle):
            invite_candidate(candidate=candidate, run=run, by=coordinator, at=timezone.now())
        assert Candidate.objects.open().exists()
    close_candidate(candidate=candidate, by=coordinator, at=timezone.now())
    assert "Käsitelty" in client.get(url_of(advisor)).content.decode()


def test_decisions_do_not_turn_around(run, advisor, coordinator):
    candidate = propose(advisor, run).candidate
    close_candidate(candidate=candidate, by=coordinator, at=timezone.now())
    close_candidate(candidate=candidate, by=coordinator, at=timezone.now())
    with pytest.raises(UnableToSettle):
        invite_candidate(candidate=candidate, run=run, by=coordinator, at=timezone.now())
    assert not Invitation.objects.exists()


def test_a_candidate_whose_earlier_invitation_is_over_is_mailed_anew(run, advisor, coordinator):
    long_ago = timezone.now() - timedelta(days=31)
    old = invite_person(run=run, email="haahka@esimerkki.test", invited_by=coordinator, at=long_ago)
    OutgoingMail.objects.all().delete()

    for _click in range(2):
        candidate = Candidate.objects.first() or propose(advisor, run).candidate
        invite_candidate(candidate=candidate, run=run, by=coordinator, at=timezone.now())

    old.refresh_from_db()
    assert old.expires_at > timezone.now()
    assert OutgoingMail.objects.count() == 1
    assert advisor.user.get_full_name() in OutgoingMail.objects.get().text


def test_each_address_answers_its_own_role_only(run, advisor, coordinator):
    candidate = propose(advisor, run).candidate
    elsewhere = make_staff(make_run(), StaffRole.COORDINATOR)
    once = make_staff(make_run(course=run.course, state=RunState.ENDED))
    trainee = EnrolmentFactory(run=run).user
    page = reverse("candidates:candidate", kwargs={"candidate": candidate.public_id})
    people = {
        "advisor": advisor.user,
        "coordinator": coordinator,
        "elsewhere": elsewhere,
        "once": once,
        "trainee": trainee,
    }
    expected = {
        url_of(advisor): {"advisor": 200},
        reverse("candidates:advisor-home"): {"advisor": 302},
        reverse("candidates:list"): {"coordinator": 200, "elsewhere": 200, "once": 200},
        page: {"coordinator": 200},
    }
    for url, answers in expected.items():
        assert Client().get(url).status_code == 302
        for name, person in people.items():
            assert client_of(person).get(url).status_code == answers.get(name, 404), (url, name)
    for person in (elsewhere, once, advisor.user, trainee):
        assert client_of(person).post(page, {"decision": "close"}).status_code == 404
        assert not candidates_for(person).exists()
    assert Candidate.objects.open().exists()


@pytest.mark.parametrize(
    "decision", [{}, {"decision": "perhaps"}, {"decision": "invite"}, {"decision": "invite", "run": "x"}]
)
def test_a_decision_that_is_none_changes_nothing(run, advisor, coordinator, decision):
    candidate = propose(advisor, run).candidate
    url = reverse("candidates:candidate", kwargs={"candidate": candidate.public_id})
    assert client_of(coordinator).post(url, decision).status_code in (302, 422)
    assert Candidate.objects.open().exists()


def test_lists_take_the_same_queries_for_few_and_many(run, advisor, coordinator, django_assert_max_num_queries):
    for number in range(25):
        made = Candidate.objects.create(
            course=run.course, email=f"lintu{number}@esimerkki.test", name="Lintu", created_at=timezone.now()
        )
        Proposal.objects.create(
            candidate=made, advisor=advisor.user, organisation=advisor.organisation, name="Lintu", why="x",
            consent_version="1", proposed_at=timezone.now(),
        )  # fmt: skip
    for person, url in ((advisor.user, url_of(advisor)), (coordinator, reverse("candidates:list"))):
        client = client_of(person)
        client.get(url)
        with django_assert_max_num_queries(16):
            client.get(url)


def test_addresses_go_in_time_and_with_the_person(run, advisor, coordinator):
    at = timezone.now()
    old = propose(advisor, run, email="vanha@esimerkki.test").candidate
    done = propose(advisor, run, email="valmis@esimerkki.test").candidate
    fresh = propose(advisor, run).candidate
    close_candidate(candidate=done, by=coordinator, at=at - timedelta(days=31))
    Candidate.objects.filter(pk=old.pk).update(created_at=at - timedelta(days=91))
    clocks = {clock.key: clock for clock in all_clocks()}
    assert sum(clocks["candidates.decided"].due().values()) == 1
    for key in ("candidates.decided", "candidates.undecided"):
        clocks[key].clear(at=at, most=10)
    assert list(Candidate.objects.all()) == [fresh]

    proposed = UserFactory(email="haahka@esimerkki.test")
    assert export_person(advisor.user)["proposals_made"][0]["candidate__email"] == fresh.email
    assert export_person(proposed)["proposed_by_others"][0]["organisation__name"] == advisor.organisation.name
    erase_person(proposed, at=at)
    assert not Candidate.objects.exists()
    propose(advisor, run)
    erase_person(advisor.user, at=at)
    assert not Candidate.objects.exists()
