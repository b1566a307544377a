"""Content of other services in a page: only of hosts the site allows, and shown only when the reader asks for it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

YOUTUBE = "www.youtube-nocookie.com"  # YouTube without cookies until the video is played
VIMEO = "player.vimeo.com"
SERVICES = {YOUTUBE: "YouTube", VIMEO: "Vimeo"}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")
_VIMEO_ID = re.compile(r"[0-9]{4,15}")


def embed_address(url: str) -> str:
    """Return the address of the frame for the address of a page, of a service that the site allows.

    Raises ValidationError naming the services that are allowed.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError as error:
        raise ValidationError(_("Osoite ei ole verkko-osoite."), code="url") from error
    address = url.strip()
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        last = parse_qs(parts.query).get("v", [parts.path.rstrip("/").rsplit("/", 1)[-1]])[0]
        address = f"https://{YOUTUBE}/embed/{last}" if _YOUTUBE_ID.fullmatch(last) else ""
    elif host in ("vimeo.com", "player.vimeo.com"):
        last = parts.path.rstrip("/").rsplit("/", 1)[-1]
        address = f"https://{VIMEO}/video/{last}?dnt=1" if _VIMEO_ID.fullmatch(last) else ""
    if not address.startswith("https://") or urlsplit(address).hostname not in settings.EMBED_HOSTS:
        allowed = ", ".join(SERVICES.get(name, name) for name in settings.EMBED_HOSTS)
        raise ValidationError(
            _("Tätä ei voi upottaa. Sallittuja palveluita: %(allowed)s. Muut voit lisätä linkkinä tekstiin."),
            code="host",
            params={"allowed": allowed or "–"},
        )
    return address


class EmbedValue(blocks.StructValue):
    """Where the frame comes from, worked out when it is drawn: the allowed hosts may have changed since."""

    @property
    def address(self) -> str:
        """The address of the frame, or nothing when the service is not allowed (any more)."""
        try:
            return embed_address(self.get("url") or "")
        except ValidationError:
            return ""

    @property
    def host(self) -> str:
        """The host that learns of the reader when the frame is shown."""
        return urlsplit(self.address).hostname or ""

    @property
    def service(self) -> str:
        """What the service is called."""
        return SERVICES.get(self.host, self.host)


class EmbedBlock(blocks.StructBlock):
    """A video or the like from another service, with its text alternative beside it."""

    url = blocks.URLBlock(label=gettext_lazy("Osoite"), max_length=500)
    title = blocks.CharBlock(label=gettext_lazy("Otsikko"), max_length=160)
    transcript = blocks.TextBlock(
        label=gettext_lazy("Tekstivastine"),
        max_length=20_000,
        rows=4,
        help_text=gettext_lazy("Sama asia tekstinä: niille, jotka eivät voi tai halua avata toista palvelua."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            embed_address(cleaned["url"])
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"url": error}) from error
        return cleaned

    class Meta:
        icon = "code"
        label = gettext_lazy("Upotus toisesta palvelusta")
        template = "media/blocks/embed.html"
        value_class = EmbedValue


def embed_hosts_in(body: Any) -> list[str]:
    """Return the hosts whose frames a body may show, for the page's security policy."""
    hosts = [block.value.host for block in body or () if block.block_type == "embed"]
    return sorted({host for host in hosts if host})
