"""What the coordinator looked at before issuing, and what has changed since: nothing is issued unseen."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from courses.certificates.domain.readiness import Person
from courses.certificates.models import CertificateTemplate

SALT = "peili.certificates.seen"
LONGEST = 24 * 60 * 60  # seconds a page may lie open before everything is shown anew


def seal(people: list[Person], template: CertificateTemplate) -> str:
    """Return what is on the page in a form that the page carries and nobody can change."""
    rows = {str(person.enrolment.public_id): _look(person) for person in people}
    return signing.dumps({"template": [template.pk, template.revision], "people": rows}, salt=SALT, compress=True)


def open_seal(text: str) -> dict[str, Any] | None:
    """Return what was on the page, or None when that cannot be told or was long ago."""
    try:
        found = signing.loads(text, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return found if isinstance(found, dict) else None


def differences(
    seen: dict[str, Any], *, ready: list[Person], others: list[Person], template: CertificateTemplate, wanted: set[str]
) -> list[str]:
    """Return in words what has changed since, for those who were asked for: one sentence each."""
    found = []
    if seen["template"] != [template.pk, template.revision]:
        found.append(_("Todistuspohjaa on muutettu: uusi versio on %(revision)s.") % {"revision": template.revision})
    now = {str(person.enrolment.public_id): person for person in ready}
    rest = {str(person.enrolment.public_id): person for person in others}
    for key in sorted(wanted):
        was = seen["people"].get(key)
        if was is None:
            continue
        if key in now:
            found += _changes(was, now[key])
        elif key in rest:
            found.append(_no_longer(rest[key]))
    return found


def _look(person: Person) -> dict[str, Any]:
    standings = {key: state.standing for key, state in sorted(person.states.items())}
    return {"name": person.name, "rules": person.enrolment.rule_set.version, "standings": standings}


def _changes(was: dict[str, Any], person: Person) -> list[str]:
    now, found = _look(person), []
    if was["name"] != now["name"]:
        found.append(_("%(old)s: nimi on nyt %(new)s.") % {"old": was["name"], "new": now["name"]})
    if was["rules"] != now["rules"]:
        values = {"name": now["name"], "old": was["rules"], "new": now["rules"]}
        found.append(_("%(name)s: ehtojen versio %(new)s, katsottaessa %(old)s. Ehdot täyttyvät yhä.") % values)
    elif was["standings"] != now["standings"]:
        found.append(_("%(name)s: ehtojen tila on muuttunut, mutta ne täyttyvät yhä.") % {"name": now["name"]})
    return found


def _no_longer(person: Person) -> str:
    if person.certificate:
        values = {"name": person.name, "number": person.certificate.number}
        return _("%(name)s: todistus %(number)s on jo myönnetty.") % values
    missing = "; ".join(f"{row['title']}: {row['reason']}".rstrip(": ") for row in person.missing)
    return _("%(name)s: ei ole enää valmis. %(missing)s") % {"name": person.name, "missing": missing}
