from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.certificates import (
    make_certificate,
    make_certifying_run,
    make_coordinator,
    make_ready,
    make_register,
    make_template,
    share,
)
from factories.courses import EnrolmentFactory, make_course, make_staff

from courses.certificates.domain.issuing import (
    UnableToEnd,
    UnableToIssue,
    issue_certificate,
    reissue_certificate,
    revoke,
)
from courses.certificates.domain.rendering import render_pending, stored_bytes
from courses.certificates.models import Certificate, CertificateState, CertificateTemplate, RegisterYear, TemplateUse
from courses.domain.exceptions import grant_exception
from courses.enums import EnrolmentState, Mode, SessionState, StaffRole
from notifications.models import Notification

pytestmark = pytest.mark.django_db


def test_issuing_freezes_what_is_true_at_the_moment():
    run = make_certifying_run(name="Syksy 2026")
    first, *_others = run.sessions.order_by("position")
    run.sessions.filter(pk=first.pk).update(mode=Mode.ONLINE, minutes=90)
    run.sessions.filter(position=3).update(state=SessionState.CANCELLED)
    enrolment = make_ready(run, name=("Žofia", "Ålander-Öhman"))
    at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  # already next year in Helsinki
    certificate = issue_certificate(enrolment=enrolment, by=make_coordinator(run), at=at)

    assert certificate.number == "TP-2027-0001"
    assert certificate.state == CertificateState.QUEUED
    snapshot = certificate.snapshot
    assert snapshot["holder"] == "Žofia Ålander-Öhman"
    assert snapshot["minutes"] == 90 + 180
    assert [row["minutes"] for row in snapshot["sessions"]] == [90, 180]
    assert snapshot["issued_on"] == "2027-01-01"
    assert snapshot["code"] == certificate.code
    assert snapshot["outcomes"][0] == "kokoaa ryhmän, jossa toiveet on otettu huomioon"
    assert [person["name"] for person in snapshot["signatories"]] == ["Töyhtö Hyyppä", "Satakieli Saarinen"]
    assert (certificate.template_revision, snapshot["template"]["revision"]) == (1, 1)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED


def test_repeating_returns_the_one_that_stands():
    enrolment = make_ready()
    coordinator = make_coordinator(enrolment.run)
    first = issue_certificate(enrolment=enrolment, by=coordinator, at=timezone.now())
    assert issue_certificate(enrolment=enrolment, by=coordinator, at=timezone.now()) == first
    assert Certificate.objects.count() == 1


def test_numbers_have_no_gap_in_a_register_and_a_year():
    run = make_certifying_run()
    coordinator = make_coordinator(run)
    people = [make_ready(run) for _ in range(3)]
    at = datetime(2026, 6, 1, tzinfo=UTC)
    numbers = [issue_certificate(enrolment=people[0], by=coordinator, at=at).number]
    with pytest.raises(UnableToIssue):
        issue_certificate(enrolment=EnrolmentFactory(run=run), by=coordinator, at=at)
    numbers += [issue_certificate(enrolment=person, by=coordinator, at=at).number for person in people[1:]]
    other = make_certifying_run(course=make_course(title="Foorumix"))
    CertificateTemplate.objects.filter(course=other.course).update(register=make_register("FX"))
    numbers.append(issue_certificate(enrolment=make_ready(other), by=make_coordinator(other), at=at).number)
    later = make_ready(run)
    numbers.append(issue_certificate(enrolment=later, by=coordinator, at=at + timedelta(days=365)).number)
    assert numbers == ["TP-2026-0001", "TP-2026-0002", "TP-2026-0003", "FX-2026-0001", "TP-2027-0001"]
    assert RegisterYear.objects.get(register__prefix="TP", year=2026).last_number == 3


def refuse_unmet():
    run = make_certifying_run()
    return EnrolmentFactory(run=run), make_coordinator(run), "Ehdoista puuttuu: Koordinaattorin vahvistus."


def refuse_trainer():
    enrolment = make_ready()
    return enrolment, make_staff(enrolment.run), "Vain toteutuksen koordinaattori"


def refuse_coordinator_of_another_run():
    return make_ready(), make_coordinator(make_certifying_run()), "Vain toteutuksen koordinaattori"


def refuse_former_coordinator():
    enrolment = make_ready()
    user = make_coordinator(enrolment.run)
    user.run_staff.update(ended_at=timezone.now())
    return enrolment, user, "Vain toteutuksen koordinaattori"


def refuse_own():
    enrolment = make_ready()
    make_staff(enrolment.run, StaffRole.COORDINATOR, enrolment.user)
    return enrolment, enrolment.user, "Omaa todistusta"


def refuse_withdrawn():
    enrolment = make_ready()
    type(enrolment).objects.filter(pk=enrolment.pk).update(state=EnrolmentState.WITHDRAWN)
    return enrolment, make_coordinator(enrolment.run), "ei ole enää mukana"


def refuse_without_conditions():
    enrolment = make_ready(make_certifying_run(rules={"conditions": []}))
    return enrolment, make_coordinator(enrolment.run), "Ehdoista puuttuu"


def refuse_without_template():
    enrolment = make_ready()
    CertificateTemplate.objects.all().delete()
    return enrolment, make_coordinator(enrolment.run), "ei ole todistuspohjaa"


def refuse_missing_letter():
    enrolment = make_ready(name=("Жанна", "Rantanen"))
    return enrolment, make_coordinator(enrolment.run), "merkkiä Ж (U+0416), а (U+0430), н (U+043D)"


@pytest.mark.parametrize(
    "case",
    [
        refuse_unmet,
        refuse_trainer,
        refuse_coordinator_of_another_run,
        refuse_former_coordinator,
        refuse_own,
        refuse_withdrawn,
        refuse_without_conditions,
        refuse_without_template,
        refuse_missing_letter,
    ],
)
def test_a_refusal_says_why_and_uses_up_no_number(case):
    enrolment, by, message = case()
    with pytest.raises(UnableToIssue) as refused:
        issue_certificate(enrolment=enrolment, by=by, at=timezone.now())
    assert message in str(refused.value)
    assert not Certificate.objects.exists()
    assert not RegisterYear.objects.exists()


def test_conditions_are_looked_at_anew():
    enrolment = make_ready()
    type(enrolment).objects.filter(pk=enrolment.pk).update(confirmed_at=None)
    assert enrolment.condition_states.get().standing == "met"  # as it was stored
    with pytest.raises(UnableToIssue):
        issue_certificate(enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now())


def test_what_was_waived_is_not_printed_as_done():
    rules = {
        "conditions": [
            {"id": "sessions", "kind": "attendance", "params": {}},
            {"id": "confirmation", "kind": "confirmation", "params": {}},
        ]
    }
    enrolment = make_ready(make_certifying_run(rules=rules))
    grant_exception(enrolment=enrolment, condition="sessions", reason="Sovittu", by=UserFactory(), at=timezone.now())
    certificate = issue_certificate(enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now())
    assert certificate.snapshot["done"] == []


@pytest.mark.parametrize(
    ("language", "heading", "issuer"),
    [
        ("fi", "Todistus", "Satakunnan ammattikorkeakoulu (SAMK)"),
        ("sv", "Intyg", "Satakunta yrkeshögskola (SAMK)"),
        ("en", "Certificate", "Satakunta University of Applied Sciences (SAMK)"),
    ],
)
def test_the_certificate_speaks_the_language_of_the_run(language, heading, issuer):
    run = make_certifying_run(language=language)
    certificate = issue_certificate(enrolment=make_ready(run), by=make_coordinator(run), at=timezone.now())
    assert certificate.language == language
    assert (certificate.snapshot["heading"], certificate.snapshot["issuer"]) == (heading, issuer)


def test_a_run_may_use_a_template_of_its_own():
    run = make_certifying_run()
    own = make_template(run.course, is_default=False, issuer="Hanke Heijastus")
    TemplateUse.objects.create(template=own, run=run)
    certificate = issue_certificate(enrolment=make_ready(run), by=make_coordinator(run), at=timezone.now())
    assert certificate.snapshot["issuer"] == "Hanke Heijastus"
    assert certificate.template == own


def test_nothing_changes_an_issued_certificate():
    certificate = make_certificate()
    before, bytes_before = certificate.snapshot, stored_bytes(certificate)
    template, user = certificate.template, certificate.enrolment.user
    template.issuer = "Toinen laitos"
    template.save()
    user.family_name = "Toinen"
    user.save()
    certificate.enrolment.run.sessions.update(minutes=10)
    found = Certificate.objects.get(pk=certificate.pk)
    assert (found.snapshot, stored_bytes(found)) == (before, bytes_before)
    assert template.revision == 2
    assert not render_pending(found.pk, at=timezone.now())


def test_a_corrected_name_gives_a_new_version_under_the_same_number():
    old = make_certificate(make_ready(name=("Kuovi", "Virhe")))
    kept = share(old)
    by = make_coordinator(old.enrolment.run)
    with pytest.raises(UnableToEnd, match="ei muuttuisi mikään"):
        reissue_certificate(certificate=old, by=by, at=timezone.now())
    old.enrolment.user.certificate_name = "Kuovi Oikea"
    old.enrolment.user.save()
    new = reissue_certificate(certificate=old, by=by, at=timezone.now())
    assert (new.number, new.version, new.replaces_id) == (old.number, 2, old.pk)
    assert new.code != old.code
    assert new.snapshot["holder"] == "Kuovi Oikea"
    old = Certificate.objects.get(pk=old.pk)
    assert (old.state, old.ended_by) == (CertificateState.SUPERSEDED, by)
    kept.refresh_from_db()
    assert kept.certificate == new
    with pytest.raises(UnableToEnd, match="on jo korvattu"):
        reissue_certificate(certificate=old, by=by, at=timezone.now())


def test_revoking_keeps_the_reason_and_happens_once():
    certificate = make_certificate()
    by = make_coordinator(certificate.enrolment.run)
    with pytest.raises(UnableToEnd, match="Kirjoita"):
        revoke(certificate=certificate, reason="  ", by=by, at=timezone.now())
    with pytest.raises(UnableToEnd, match="Vain toteutuksen"):
        revoke(certificate=certificate, reason="x", by=make_staff(certificate.enrolment.run), at=timezone.now())
    revoked = revoke(certificate=certificate, reason="Väärä henkilö", by=by, at=timezone.now())
    assert (revoked.state, revoked.end_reason) == (CertificateState.REVOKED, "Väärä henkilö")
    with pytest.raises(UnableToEnd, match="on jo mitätöity"):
        revoke(certificate=certificate, reason="Uudestaan", by=by, at=timezone.now())


def test_after_revoking_a_new_one_gets_a_new_number():
    certificate = make_certificate()
    by = make_coordinator(certificate.enrolment.run)
    revoke(certificate=certificate, reason="Virhe", by=by, at=timezone.now())
    new = issue_certificate(enrolment=certificate.enrolment, by=by, at=timezone.now())
    assert (new.sequence, new.version) == (certificate.sequence + 1, 1)


def test_issuing_alone_tells_nobody():
    certificate = make_certificate(rendered=False)
    assert not Notification.objects.filter(user=certificate.enrolment.user).exists()
