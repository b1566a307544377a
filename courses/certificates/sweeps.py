"""Picks up what nobody was woken for or a dead worker left: issuing, files, ZIPs; asks people to check their name."""

from datetime import datetime

from courses.certificates.domain import batches, bundles, contacts, inviting
from courses.certificates.domain.names import ask_who_is_ready
from courses.certificates.domain.rendering import render_pending
from courses.certificates.models import Certificate, CertificateBundle

MOST_AT_ONCE = 50


def sweep(*, at: datetime) -> int:
    """Issue what was asked for, make the files that wait, ask those who have become ready; return how many it was."""
    issued = batches.work_on_all(at=at)
    waiting = Certificate.objects.waiting_for_file(at).order_by("next_try_at", "pk")
    done = sum(render_pending(pk, at=at) for pk in waiting.values_list("pk", flat=True)[:MOST_AT_ONCE])
    rest = contacts.freeze_unseen(at=at) + inviting.forget_invitations(at=at)
    return issued + done + ask_who_is_ready(at=at) + _sweep_bundles(at=at) + rest


def _sweep_bundles(*, at: datetime) -> int:
    """Go on with the ZIPs that a dead worker left, and forget those whose time is over."""
    left = list(
        CertificateBundle.objects.waiting(at).order_by("next_try_at").values_list("pk", flat=True)[:MOST_AT_ONCE]
    )
    return sum(bundles.put_together(pk, at=at) for pk in left) + bundles.remove_expired(at=at)
