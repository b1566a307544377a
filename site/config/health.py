"""Whether the process lives (`/healthz`) and whether it can do its work (`/readyz`)."""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from notifications.background import oldest_waiting
from notifications.models import OutgoingMail

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=5)


def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; touches neither database nor sessions."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether database, queue and storage work: 200 if all do, else 503 naming the ones that do not.

    What is wrong goes to the log, not into the answer, which anyone may read.
    """
    results = {name: _works(name, check) for name, check in CHECKS.items()}
    ready = all(results.values())
    body = {name: "ok" if works else "failed" for name, works in results.items()}
    return JsonResponse({"status": "ok" if ready else "failed", **body}, status=200 if ready else 503)


def _works(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        logger.exception("Not ready: %s", name)
        return False
    return True


def check_database() -> None:
    """Fail if the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_queue() -> None:
    """Fail if work has waited so long that no worker can be alive."""
    now = timezone.now()
    waiting_since = oldest_waiting()
    if waiting_since is not None and now - waiting_since > LONGEST_WAIT:
        message = f"A task has waited since {waiting_since}"
        raise RuntimeError(message)
    late = now - 2 * LONGEST_WAIT
    if OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED, next_try_at__lt=late).exists():
        message = f"Mail has waited since before {late}"
        raise RuntimeError(message)


def check_storage() -> None:
    """Fail if uploads cannot be written."""
    if settings.S3_URL:
        storage = storages["protected"]
        name = storage.save(f"health/{secrets.token_hex(8)}", ContentFile(b"ok"))
        storage.delete(name)
        return
    folder = Path(settings.PROTECTED_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".health-{secrets.token_hex(8)}"
    probe.write_bytes(b"ok")
    probe.unlink()


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "queue": check_queue,
    "storage": check_storage,
}
