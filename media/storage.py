"""Where files lie: pictures and their renditions, and protected files (everything else), on disk or on S3.

No file has an address outside of the site: a view asks first who may see it.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible

PRESIGNED_SECONDS = 600  # how long a signed address of a protected file holds


def s3_options(url: str) -> dict[str, Any]:
    """Return django-storages' options from `s3://key:secret@host[:port]/bucket?region=eu&insecure=1`.

    Raises ImproperlyConfigured naming what is missing.
    """
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or not bucket:
        raise ImproperlyConfigured("S3_URL must look like s3://key:secret@host/bucket?region=eu")
    query = parse_qs(parts.query)
    scheme = "http" if query.get("insecure") == ["1"] else "https"
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{host}",
        "region_name": query.get("region", [None])[0],
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
    }


def _s3(location: str, *, behind: str = "", **options: Any) -> Storage:
    from storages.backends.s3 import S3Storage  # noqa: PLC0415 -- boto is slow to import and needed on S3 only

    class Bucket(S3Storage):
        """The bucket. Files that a view of ours stands before (`behind`) are linked to there."""

        def url(self, name: str, parameters: Any = None, expire: Any = None, http_method: Any = None) -> str:
            if behind and parameters is None:
                return behind + quote(name)
            return str(super().url(name, parameters=parameters, expire=expire, http_method=http_method))

    signed = {"querystring_auth": True, "querystring_expire": PRESIGNED_SECONDS}
    return Bucket(**s3_options(settings.S3_URL), location=location, **signed, **options)


@deconstructible(path="media.storage.ProtectedFolder")
class ProtectedFolder(FileSystemStorage):
    """Files under PROTECTED_ROOT. They have no address of their own: views serve them after asking who asks."""

    @property
    def base_location(self) -> str:  # type: ignore[override]
        """The folder, read from the settings each time: tests have one of their own."""
        return str(settings.PROTECTED_ROOT)

    @property
    def location(self) -> str:  # type: ignore[override]
        """The folder as an absolute path."""
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        """Return nothing: whoever wants to link to the file must name the view that guards it."""
        return ""


class PublicStorage:
    """Makes the storage for pictures: a folder, or the bucket's `public/` when S3_URL is set."""

    def __new__(cls, **options: Any) -> Any:
        if settings.S3_URL:
            return _s3("public", behind=settings.MEDIA_URL, **options)
        return FileSystemStorage(**options)


class ProtectedStorage:
    """Makes the storage for everything else: a folder without addresses, or the bucket's `uploads/`."""

    def __new__(cls, **options: Any) -> Any:
        if settings.S3_URL:
            return _s3("uploads", **options)
        return ProtectedFolder(**options)


def protected_storage() -> Storage:
    """Return the protected storage; a callable, so that fields follow the settings."""
    return storages["protected"]
