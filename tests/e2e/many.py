"""Shares many certificates with an organization of a demo: `python -m e2e.many lansirannan-yrityspolku 230`.

A program of its own, as it needs the demo's database and not that of the tests.
"""

import subprocess
import sys

from e2e.serving import ROOT, Site, environment


def share_many(site: Site, organisation: str, count: int) -> None:
    """Share so many more certificates of people called Kuovi Ranta with an organization of a demo that is served."""
    given = environment(site.folder, PEILI_EMBEDDED_WORKER="0")
    given["PYTHONPATH"] += f":{ROOT / 'tests'}"
    command = [sys.executable, "-m", "e2e.many", organisation, str(count)]
    subprocess.run(command, cwd=ROOT, env=given, check=True, capture_output=True)


def main() -> None:
    """Do it in the database that the environment names."""
    import django

    django.setup()
    from factories.certificates import make_many

    from accounts.models import Organisation
    from courses.certificates.models import Certificate

    organisation = Organisation.objects.get(slug=sys.argv[1])
    like = Certificate.objects.issued().select_related("enrolment__run", "enrolment__rule_set").order_by("pk")[0]
    make_many(int(sys.argv[2]), like=like, organisation=organisation)


if __name__ == "__main__":
    main()
