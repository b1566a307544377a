"""What a link leads to: an account and a place, a refusal, a new mail; and never a dead end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run
from factories.invitations import make_batch, make_invitation, token_of

from accounts import terms
from accounts.clocks import all_clocks
from accounts.ledger import replay
from accounts.models import TermsAcceptance, User
from courses.enums import EnrolmentState, RunState
from courses.invitations.domain import accepting, inviting
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.enums import InvitationState
from courses.invitations.models import Invitation, ListedPerson, RefusedAddress
from courses.invitations.privacy import erase_person, export_person
from courses.models import Enrolment
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db

NAMES = {"given_name": "Žofia", "family_name": "Ålander-Öhman", "certificate_name": "", "terms": "on"}


def url(name: str, invitation) -> str:
    return reverse(f"invitations:{name}", kwargs={"token": token_of(invitation)})


def test_from_the_mail_to_what_is_next(client):
    invitation = make_invitation(email=" MERI@Esimerkki.test ")
    link = url("invited", invitation)
    assert link in OutgoingMail.objects.get().text

    for _time in range(2):  # scanners open it, twice and more
        page = client.get(link)
        assert (page.status_code, page["Cache-Control"]) == (
            200,
            "max-age=0, no-cache, no-store, must-revalidate, private",
        )
    assert not User.objects.filter(email="meri@esimerkki.test").exists()
    form = client.post(link, follow=True)
    assert 'value="Meri"' in form.text
    assert "meri@esimerkki.test" in form.text

    answer = client.post(url("joining", invitation), NAMES)

    assert answer.url == reverse("portal:home")
    user = User.objects.get(email="meri@esimerkki.test")
    assert (user.given_name, user.family_name) == ("Žofia", "Ålander-Öhman")
    acceptance = TermsAcceptance.objects.get(user=user)
    assert (acceptance.version, acceptance.accepted_at.date()) == (terms.CURRENT, timezone.now().date())
    enrolment = Enrolment.objects.get(user=user)
    assert (enrolment.state, enrolment.came_by) == (EnrolmentState.ACCEPTED, "invitation")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by, invitation.enrolment) == ("accepted", user, enrolment)
    assert client.get(answer.url, follow=True).status_code == 200

    assert client.get(link).url == reverse("portal:home")
    client.logout()
    again = client.post(url("joining", invitation), NAMES)  # a double click, or Back
    assert again.url == reverse("account_login")
    assert client.get(link).url == reverse("account_login")
    assert (User.objects.filter(email="meri@esimerkki.test").count(), Enrolment.objects.count()) == (1, 1)


REFUSED_NAMES = [
    ("given_name", "   "),
    ("given_name", "🙂"),
    ("family_name", "=SUM(A1)"),
    ("given_name", "<script>"),
    ("given_name", "a" * 81),
    ("given_name", "a\0b"),
    ("terms", ""),
]


@pytest.mark.parametrize(("field", "value"), REFUSED_NAMES)
def test_a_name_that_cannot_be_printed_is_refused_with_the_reason(client, field, value):
    invitation = make_invitation()

    answer = client.post(url("joining", invitation), NAMES | {field: value})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "Ålander-Öhman" in answer.text or field == "family_name"  # what was typed stays
    assert not Enrolment.objects.exists()


def test_who_has_an_account_signs_in_and_goes_on(client):
    user = UserFactory(email="meri@esimerkki.test")
    invitation = make_invitation()
    form = url("joining", invitation)

    assert client.post(url("invited", invitation)).url == f"{reverse('account_login')}?next={form.replace('/', '%2F')}"
    assert client.get(form).url.startswith(reverse("account_login"))
    assert client.post(form, NAMES).url.startswith(reverse("account_login"))
    client.force_login(UserFactory())
    assert "Kirjaudu ulos ja jatka" in client.post(form, NAMES).text
    client.force_login(user)
    assert f'value="{user.given_name}"' in client.get(form).text

    for _time in range(2):
        assert client.post(form, NAMES).url == reverse("portal:home")

    assert list(Enrolment.objects.values_list("user", "state")) == [(user.pk, EnrolmentState.ACCEPTED)]


def test_a_full_run_means_the_waiting_list(client):
    run = make_run(capacity=1)
    EnrolmentFactory(run=run)

    answer = client.post(url("joining", make_invitation(run)), NAMES)

    assert answer.url == reverse("courses:enrol", kwargs={"run": run.slug})
    assert Enrolment.objects.filter(run=run, state=EnrolmentState.WAITING).count() == 1
    assert "jonossa" in client.get(answer.url).text


def test_an_expired_link_offers_a_new_mail_to_the_same_address(client):
    invitation = make_invitation(at=timezone.now() - timedelta(days=31))
    form = url("joining", invitation)

    for answer in (client.get(form), client.post(form, NAMES), client.get(url("invited", invitation))):
        assert (answer.status_code, "Lähetä minulle uusi kutsu" in answer.text) == (410, True)
    for _time in range(2):
        client.post(url("renew", invitation), {"email": "muu@esimerkki.test"})

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["meri@esimerkki.test"] * 2
    assert client.get(url("invited", invitation)).status_code == 200  # the old mail's link holds again


def test_who_refuses_is_not_mailed_again_and_may_think_better_of_it(client):
    run = make_run()
    invitation = make_invitation(run)
    client.get(url("refuse", invitation))
    assert Invitation.objects.get().state == InvitationState.OPEN

    client.post(url("refuse", invitation), {"for_good": "on"})

    assert "Olet kieltäytynyt" in client.get(url("invited", invitation)).text
    for other in (run, make_run()):
        assert make_batch(other, "meri@esimerkki.test").rows.get().verdict == "refused"
        with pytest.raises(UnableToInvite):
            make_invitation(other)
    with pytest.raises(UnableToInvite):
        inviting.resend(invitation=invitation, at=timezone.now() + timedelta(days=1))
    assert OutgoingMail.objects.count() == 1
    assert client.post(url("joining", invitation), NAMES).url == reverse("portal:home")
    assert not RefusedAddress.objects.exists()


@pytest.mark.parametrize("way", ["revoked", "corrected", "made up", "called off"])
def test_a_dead_link_says_what_to_do_and_nothing_of_anybody(client, way):
    invitation, at = make_invitation(), timezone.now()
    link = url("joining", invitation)
    if way == "revoked":
        inviting.revoke(invitation=invitation, at=at)
    elif way == "corrected":
        inviting.correct_address(invitation=invitation, email="m@esimerkki.test", by=invitation.invited_by, at=at)
    elif way == "made up":
        link = link.replace(token_of(invitation), token_of(invitation)[:-3] + "abc")
    else:
        type(invitation.run).objects.update(state=RunState.CANCELLED)

    for answer in (client.get(link), client.post(link, NAMES)):
        assert answer.status_code in (404, 410)
        assert "meri" not in answer.text.lower()
        assert reverse("account_login") in answer.text
    assert not Enrolment.objects.exists()


def test_an_account_made_meanwhile_is_not_made_twice():
    invitation = make_invitation()
    UserFactory(email="meri@esimerkki.test")
    names = accepting.Names("Meri", "Koski")

    with pytest.raises(accepting.UnableToAnswer):
        accepting.join(invitation=invitation, names=names, language="fi", at=timezone.now())
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.OPEN


def test_a_refusal_outlives_a_restored_backup(tmp_path, settings, run_on_commit):
    settings.ERASURE_LEDGER = tmp_path / "ledger"
    invitation = make_invitation()
    with run_on_commit():
        accepting.refuse(invitation=invitation, for_good=True, at=timezone.now())
    Invitation.objects.update(state=InvitationState.OPEN, answered_at=None)
    RefusedAddress.objects.all().delete()

    replay([settings.ERASURE_LEDGER], at=timezone.now())

    assert Invitation.objects.get().state == InvitationState.REFUSED
    assert RefusedAddress.objects.exists()


def test_one_address_has_one_invitation_in_a_run():
    invitation = make_invitation()
    invitation.pk, invitation.public_id = None, "0e8a8a9e-2f0e-4d8e-9b7d-3c1a58a1b111"

    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save(force_insert=True)


def test_addresses_of_who_did_not_come_go_in_time_and_are_known_nevertheless(settings):
    run, now = make_run(), timezone.now()
    old = make_invitation(run, at=now - timedelta(days=30 + settings.INVITATION_ADDRESSES_KEPT_DAYS + 1))
    fresh = make_invitation(run, email="tuuli@esimerkki.test")
    clocks = {clock.key: clock for clock in all_clocks()}
    clock = clocks["invitations.addresses"]

    assert sorted(clock.due(run=run).values()) == [1, 1]
    assert clock.clear(at=now, most=10) == 1
    assert clock.clear(at=now, most=10) == 0

    assert Invitation.objects.exclude(email="").get() == fresh
    assert make_batch(run, "meri@esimerkki.test").rows.get().verdict == "invited"
    assert make_invitation(run) == old  # asked for by name it goes out again, as the same invitation
    old.refresh_from_db()
    assert old.email
    assert old.expires_at > now
    assert clocks["invitations.lists"].clear(at=now + timedelta(days=31), most=10) == 1
    assert not ListedPerson.objects.exists()


def test_a_person_gets_and_takes_along_what_is_theirs():
    user = UserFactory(email="meri@esimerkki.test")
    run = make_run()
    invitation = make_invitation(run, invited_by=user)
    make_batch(run, "meri@esimerkki.test")
    accepting.refuse(invitation=invitation, for_good=True, at=timezone.now())

    told = export_person(user)
    assert told["invitations"][0]["email"] == user.email
    assert len(told["no_more_invitations_since"]) == len(told["sent"]) == 1

    for _time in range(2):
        erase_person(user, at=timezone.now())

    invitation.refresh_from_db()
    assert (invitation.email, invitation.name, invitation.invited_by) == ("", "", None)
    assert not ListedPerson.objects.exists()
    assert RefusedAddress.objects.exists()
