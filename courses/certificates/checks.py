"""Tells the operator when the database does not guard the certificates, or keys are missing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

from courses.certificates import guard

SOON = timedelta(days=60)


@register(Tags.database)
def guard_is_in_place(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Look for the triggers in the databases that are checked. A warning: an error would stop `migrate` itself."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if guard.TABLE in connection.introspection.table_names() and not guard.is_installed(connection):
            hint = "Run `manage.py migrate`, which puts the triggers in place."
            found.append(
                CheckWarning(f"Database {alias}: certificates are not guarded.", hint=hint, id="certificates.W001")
            )
    return found


@register(deploy=True)
def files_are_signed(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """A real installation signs its certificates, with a key that works and will for a while."""
    if settings.DEMO:
        return []
    from courses.certificates.signing import keys  # noqa: PLC0415 -- slow to import; each command runs the checks

    if not keys.has_key():
        hint = "Set CERTIFICATE_P12_FILE, or CERTIFICATE_PKCS11_MODULE; docs/operate.md tells how."
        return [CheckWarning("Certificates are not signed: no key is set.", hint=hint, id="certificates.W002")]
    try:
        keys.roots()
        until = keys.own_certificate()["tbs_certificate"]["validity"]["not_after"].native
    except keys.UnableToSign as error:
        return [CheckWarning(f"Certificates wait: the key cannot be used. {error}", id="certificates.W003")]
    if until - datetime.now(tz=UTC) < SOON:
        return [CheckWarning(f"The signing certificate ends on {until:%Y-%m-%d}.", id="certificates.W004")]
    return []


@register(deploy=True)
def long_term_data_can_be_had(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """B-LT needs a time-stamp service, and the roots against which both certificates are checked."""
    chosen = settings.CERTIFICATE_SIGNING
    if not chosen["LONG_TERM"] or (chosen["TIMESTAMP_URL"] and chosen["ROOTS_FILE"]):
        return []
    return [
        CheckWarning(
            "CERTIFICATE_LONG_TERM needs CERTIFICATE_TIMESTAMP_URL and CERTIFICATE_ROOTS_FILE.", id="certificates.W005"
        )
    ]


@register(deploy=True)
def badges_are_issued(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Without a key there are certificates, but no badges."""
    if settings.DEMO:
        return []
    from courses.certificates.badges import keys  # noqa: PLC0415

    try:
        if keys.current_key():
            return []
    except keys.UnableToReadBadgeKey as error:
        return [CheckWarning(f"Certificates wait: {error}", id="certificates.W006")]
    hint = "Run `manage.py make_key badge` once; every server needs the same folder BADGE_KEYS."
    return [CheckWarning("No badges are issued: there is no key.", hint=hint, id="certificates.W007")]
