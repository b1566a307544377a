"""System checks: what an installation must have set before it serves anyone."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

CODE_FOLDERS = ("site", "courses", "modules", "assessments", "media", "tests", "bench", "docs", ".git")


@register()
def check_data_folder(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """DATA_DIR must be set in production and must never lie in a folder of code."""
    messages: list[CheckMessage] = []
    folder = Path(settings.DATA_DIR).resolve()
    root = Path(settings.ROOT).resolve()
    if folder == root or any(folder.is_relative_to(root / name) for name in CODE_FOLDERS):
        messages.append(
            Error(f"DATA_DIR ({folder}) lies in a folder of code.", hint="Name a folder outside it.", id="peili.E001")
        )
    if not settings.DEMO and not settings.DATA_DIR_IS_SET:
        messages.append(Error("DATA_DIR is not set.", hint="Name the folder for uploads and logs.", id="peili.E002"))
    return messages


@register(Tags.security, deploy=True)
def check_secrets(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A real installation needs a secret of its own."""
    if settings.DEMO or (len(settings.SECRET_KEY) >= 50 and "only-for" not in settings.SECRET_KEY):
        return []
    return [Error("SECRET_KEY is too short or the one of the demo.", hint="Use 50 random signs.", id="peili.E003")]


@register()
def check_mail(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Without a mail server nobody can sign up in a real installation."""
    if settings.DEMO or settings.MAIL_URL:
        return []
    return [
        Warning(
            "MAIL_URL is not set: mails wait in the outbox and nobody can sign up.",
            hint="MAIL_URL=smtp+tls://user:password@host:587",
            id="peili.W001",
        )
    ]


@register(deploy=True)
def check_shared_cache(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Limits on tries are counted in the cache: without a shared one each process counts for itself."""
    if settings.DEMO or settings.REDIS_URL or not settings.DATABASE_URL:
        return []
    return [
        Warning(
            "REDIS_URL is not set: each server process counts tries to sign in for itself.",
            hint="REDIS_URL=redis://localhost:6379/0",
            id="peili.W002",
        )
    ]
