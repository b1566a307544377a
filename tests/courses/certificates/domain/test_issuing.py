from datetime import UTC, datetime, timedelta
from typing import ClassVar

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
from factories.courses import EnrolmentFactory, make_course, make_staff, mark_present

from courses.certificates.domain.issuing import (
    UnableToEnd,
    UnableToIssue,
    issue_certificate,
    reissue_certificate,
    revoke,
)
from courses.certificates.domain.keeping import stored_bytes
from courses.certificates.domain.printing import deeds
from courses.certificates.domain.rendering import render_pending
from courses.certificates.models import Certificate, CertificateState, CertificateTemplate, RegisterYear, TemplateUse
from courses.domain.completion import evaluate
from courses.domain.enrolment import confirm_completion
from courses.domain.exceptions import confirm_exception, grant_exception
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
    at = datetime(2027, 6, 1, tzinfo=UTC)
    numbers = [issue_certificate(enrolment=people[0], by=coordinator, at=at).number]
    with pytest.raises(UnableToIssue):
        issue_certificate(enrolment=EnrolmentFactory(run=run), by=coordinator, at=at)
    numbers += [issue_certificate(enrolment=person, by=coordinator, at=at).number for person in people[1:]]
    other = make_certifying_run(course=make_course(title="Foorumix"))
    CertificateTemplate.objects.filter(course=other.course).update(register=make_register("FX"))
    numbers.append(issue_certificate(enrolment=make_ready(other), by=make_coordinator(other), at=at).number)
    later = make_ready(run)
    numbers.append(issue_certificate(enrolment=later, by=coordinator, at=at + timedelta(days=365)).number)
    assert numbers == ["TP-2027-0001", "TP-2027-0002", "TP-2027-0003", "FX-2027-0001", "TP-2028-0001"]
    assert RegisterYear.objects.get(register__prefix="TP", year=2027).last_number == 3


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
    granted = waive(enrolment, "sessions")
    certificate = issue_certificate(enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now())
    assert (certificate.snapshot["done"], certificate.snapshot["sessions"]) == ([], [])
    assert certificate.snapshot["minutes"] == 0
    kept = certificate.exceptions[0]
    assert (kept["condition"], kept["title"], kept["kind"]) == ("sessions", "Koulutuskerrat", "waived")
    assert (kept["reason"], kept["confirmed_by"]) == ("Sovittu", granted.confirmed_by.get_full_name())
    assert "Sovittu" not in str(certificate.snapshot), "the register keeps it; what travels in the file does not"


def waive(enrolment, condition, *, kind="waived"):
    """Grant an exception and let a second person agree."""
    values = {"condition": condition, "reason": "Sovittu", "kind": kind, "by": UserFactory(), "at": timezone.now()}
    granted = grant_exception(enrolment=enrolment, **values)
    return confirm_exception(exception=granted, by=UserFactory(), at=timezone.now())


ATTENDANCE_RULES = {
    "conditions": [
        {"id": "sessions", "kind": "attendance", "params": {"sessions": 2}},
        {"id": "confirmation", "kind": "confirmation", "params": {}},
    ]
}


def attend(enrolment, *marks):
    """Close the registers with these marks and look at everything anew."""
    for session, (state, minutes) in zip(enrolment.run.sessions.order_by("position"), marks, strict=True):
        mark_present(enrolment, session, state=state, minutes=minutes)
    evaluate(enrolment=enrolment, at=timezone.now())


def test_only_what_was_attended_or_made_up_is_printed():
    enrolment = make_ready(make_certifying_run(rules=ATTENDANCE_RULES))
    attend(enrolment, ("present", 150), ("made_up", 20), ("absent", 0))
    certificate = issue_certificate(enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now())
    assert [(row["position"], row["minutes"]) for row in certificate.snapshot["sessions"]] == [(1, 180), (2, 180)]
    assert certificate.snapshot["minutes"] == 360


def test_nothing_is_issued_while_a_session_is_still_to_come_whatever_was_waived():
    run = make_certifying_run(rules=ATTENDANCE_RULES, started_days_ago=20)
    enrolment = make_ready(run)
    waive(enrolment, "sessions")
    by = make_coordinator(run)
    with pytest.raises(UnableToIssue, match="kun viimeinen kerta on pidetty: kerta 3"):
        issue_certificate(enrolment=enrolment, by=by, at=timezone.now())
    run.sessions.filter(position=3).update(state=SessionState.CANCELLED)
    assert issue_certificate(enrolment=enrolment, by=by, at=timezone.now()).snapshot["sessions"] == []


@pytest.mark.parametrize("tells", [False, True])
def test_recognition_is_told_only_where_the_template_says_so(tells):
    enrolment = make_ready(make_certifying_run(rules=ATTENDANCE_RULES))
    CertificateTemplate.objects.update(tells_recognition=tells)
    waive(enrolment, "sessions", kind="recognized")
    snapshot = issue_certificate(enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now()).snapshot
    assert [row.get("recognized") for row in snapshot["done"]] == ([True] if tells else [])
    assert deeds(snapshot) == (["Koulutuskerrat (hyväksiluettu)"] if tells else [])


class TestAttendance:
    """Whoever was there but lacks the rest may have a certificate of attendance."""

    RULES: ClassVar = {
        "conditions": [
            {"id": "sessions", "kind": "attendance", "params": {}},
            {"id": "surveys", "kind": "surveys", "params": {"count": 1}},
            {"id": "confirmation", "kind": "confirmation", "params": {}},
        ]
    }

    def there(self):
        enrolment = EnrolmentFactory(run=make_certifying_run(rules=self.RULES))
        attend(enrolment, ("present", 180), ("present", 170), ("made_up", 20))
        return enrolment

    def test_says_less_and_leaves_the_enrollment_open(self):
        enrolment = self.there()
        by, at = make_coordinator(enrolment.run), timezone.now()
        with pytest.raises(UnableToIssue, match="Ehdoista puuttuu: Kyselyt"):
            issue_certificate(enrolment=enrolment, by=by, at=at)
        certificate = issue_certificate(enrolment=enrolment, by=by, at=at, kind="attendance")
        snapshot = certificate.snapshot
        assert (snapshot["heading"], snapshot["statement"]) == ("Osallistumistodistus", "on osallistunut koulutukseen")
        assert (snapshot["outcomes"], snapshot["done"], snapshot["meetings"]) == ([], [], 0)
        assert snapshot["minutes"] == 540
        enrolment.refresh_from_db()
        assert enrolment.state != EnrolmentState.COMPLETED
        assert issue_certificate(enrolment=enrolment, by=by, at=at, kind="attendance") == certificate

    def test_becomes_a_whole_one_under_the_same_number(self):
        enrolment = self.there()
        by, at = make_coordinator(enrolment.run), timezone.now()
        first = issue_certificate(enrolment=enrolment, by=by, at=at, kind="attendance")
        grant_exception(enrolment=enrolment, condition="surveys", reason="Sovittu", by=UserFactory(), at=at)
        confirm_completion(enrolment=enrolment, by=UserFactory(), at=at)
        second = issue_certificate(enrolment=enrolment, by=by, at=at)
        first.refresh_from_db()
        assert (second.number, second.version, second.kind) == (first.number, 2, "certificate")
        assert first.state == CertificateState.SUPERSEDED
        assert issue_certificate(enrolment=enrolment, by=by, at=at, kind="attendance") == second

    def test_needs_the_attendance(self):
        enrolment = EnrolmentFactory(run=make_certifying_run(rules=self.RULES))
        with pytest.raises(UnableToIssue, match="Koulutuskerrat"):
            issue_certificate(
                enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now(), kind="attendance"
            )


def test_a_name_that_changed_since_it_was_looked_at_stops_the_issue():
    enrolment = make_ready(name=("Kuovi", "Uusi"))
    with pytest.raises(UnableToIssue, match="Kuovi Vanha on nyt Kuovi Uusi"):
        issue_certificate(
            enrolment=enrolment, by=make_coordinator(enrolment.run), at=timezone.now(), name="Kuovi Vanha"
        )


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
