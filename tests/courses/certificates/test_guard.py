"""The guard is the database's own, so these tests go round every line of Python that would refuse as well."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from factories.accounts import UserFactory
from factories.certificates import make_certificate, make_issued

from courses.certificates import guard
from courses.certificates.checks import guard_is_in_place
from courses.certificates.models import Certificate, CertificateState
from courses.certificates.models.certificate import CertificateFrozen

pytestmark = pytest.mark.django_db

OTHER_VALUE = {
    "id": "id + 1000",
    "public_id": "'11111111111141118111111111111111'",
    "snapshot": "'{}'",
    "exceptions": "'[1]'",
    "issued_at": "'2020-01-01 00:00:00+00:00'",
    "rendered_at": "'2020-01-01 00:00:00+00:00'",
    "next_try_at": "'2020-01-01 00:00:00+00:00'",
    "ended_at": "'2020-01-01 00:00:00+00:00'",
    "state": "'queued'",
    "replaces_id": "id",
}
NUMBERS = {"enrolment_id", "register_id", "year", "sequence", "version", "template_id", "template_revision"}
NUMBERS |= {"issued_by_id", "ended_by_id", "pdf_size", "attempts"}


def sql(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def other_value(column: str) -> str:
    return OTHER_VALUE.get(column, "7777" if column in NUMBERS else "'x'")


def test_the_guard_is_there_and_knows_every_column():
    assert guard.is_installed(connection)
    columns = {field.column for field in Certificate._meta.concrete_fields}
    assert {*guard.NEVER, *guard.UNTIL_ISSUED, *guard.AT_THE_END} == columns
    assert len(guard.NEVER) + len(guard.UNTIL_ISSUED) + len(guard.AT_THE_END) == len(columns)


def changeable(certificate: Certificate, columns: list[str]) -> list[str]:
    """Return the columns that the database lets be changed, one at a time."""
    found = []
    for column in columns:
        with suppress(IntegrityError), transaction.atomic():
            sql(f"UPDATE {guard.TABLE} SET {column} = {other_value(column)} WHERE id = %s", certificate.pk)
            found.append(column)
            transaction.set_rollback(True)
    return found


def test_no_column_of_an_issued_certificate_can_be_changed():
    assert changeable(make_issued(), [*guard.NEVER, *guard.UNTIL_ISSUED, *guard.AT_THE_END]) == []


def test_what_is_printed_is_frozen_while_it_waits_for_its_file():
    waiting = make_certificate(rendered=False)
    assert changeable(waiting, [*guard.NEVER, *guard.AT_THE_END[1:]]) == []
    assert changeable(waiting, list(guard.UNTIL_ISSUED)) == list(guard.UNTIL_ISSUED)


@pytest.mark.parametrize("state", ["queued", "issued", "superseded", "revoked"])
def test_no_certificate_can_be_deleted(state):
    certificate = make_certificate(rendered=False) if state == "queued" else make_issued()
    if state in ("superseded", "revoked"):
        Certificate.objects.filter(pk=certificate.pk).update(
            state=state, ended_at=timezone.now(), ended_by=certificate.issued_by
        )
    with pytest.raises(IntegrityError):
        sql(f"DELETE FROM {guard.TABLE} WHERE id = %s", certificate.pk)
    with pytest.raises(IntegrityError):
        sql(f"DELETE FROM {guard.TABLE}")


@pytest.mark.parametrize("end", ["superseded", "revoked"])
def test_an_end_is_final(end):
    certificate = make_issued()
    sql(
        f"UPDATE {guard.TABLE} SET state = %s, ended_at = %s, ended_by_id = issued_by_id WHERE id = %s",
        end,
        timezone.now(),
        certificate.pk,
    )
    for back in ("queued", "issued", "superseded", "revoked"):
        with pytest.raises(IntegrityError):
            sql(f"UPDATE {guard.TABLE} SET state = %s, end_reason = 'x' WHERE id = %s", back, certificate.pk)


def test_a_certificate_cannot_end_without_a_word_or_change_on_the_way():
    certificate = make_issued()
    with pytest.raises(IntegrityError):
        sql(f"UPDATE {guard.TABLE} SET state = 'revoked' WHERE id = %s", certificate.pk)
    with pytest.raises(IntegrityError):
        sql(
            f"UPDATE {guard.TABLE} SET state = 'revoked', ended_at = %s, ended_by_id = issued_by_id, pdf = 'x'"
            " WHERE id = %s",
            timezone.now(), certificate.pk,
        )  # fmt: skip


def test_an_issued_certificate_has_a_file():
    certificate = make_certificate(rendered=False)
    with pytest.raises(IntegrityError):
        sql(f"UPDATE {guard.TABLE} SET state = 'issued' WHERE id = %s", certificate.pk)


def test_the_model_refuses_before_the_database_has_to():
    certificate = make_issued()
    certificate.number = "TP-2026-9999"
    with pytest.raises(CertificateFrozen):
        certificate.save()
    with pytest.raises(CertificateFrozen):
        certificate.delete()
    with pytest.raises(CertificateFrozen):
        Certificate.objects.filter(pk=certificate.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(number="TP-2026-9999")


def test_whoever_issued_it_cannot_be_deleted_either():
    certificate = make_issued()
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        certificate.issued_by.delete()
    UserFactory().delete()


def test_a_missing_guard_is_told_and_put_back():
    guard.remove(connection)
    assert [message.id for message in guard_is_in_place(databases=["default"])] == ["certificates.W001"]
    guard.after_migrating(using="default")
    assert guard_is_in_place(databases=["default"]) == []
    assert Certificate.objects.filter(state=CertificateState.ISSUED).count() == 0


def test_a_badge_can_be_neither_changed_nor_deleted():
    badge = make_certificate().badge
    for column in [field.column for field in badge._meta.concrete_fields]:
        value = "'x'" if column == "credential" else "'2020-01-01 00:00:00+00:00'" if column == "signed_at" else "4242"
        with pytest.raises(IntegrityError):
            sql(f"UPDATE {guard.BADGES} SET {column} = {value} WHERE id = %s", badge.pk)
    with pytest.raises(IntegrityError):
        sql(f"DELETE FROM {guard.BADGES} WHERE id = %s", badge.pk)
