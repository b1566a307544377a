"""Asks an address of the net whether it is there. Addresses inside our own network are never asked."""

from __future__ import annotations

import http.client
import socket
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from django.conf import settings

PATIENCE = 8  # seconds
MOST_HOPS = 5
ALIVE = {401, 403, 405, 406, 429, 451, 999}  # it is there, and does not want to talk to machines
NAME = "Peili-linkintarkistus"


def ask(url: str) -> tuple[bool, str]:
    """Return whether an address answers, and what it said in short; redirects are followed a few times."""
    for _hop in range(MOST_HOPS):
        try:
            status, onward = _ask_once(url)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return False, type(error).__name__
        if not onward:
            return status < 400 or status in ALIVE, str(status)
        url = urljoin(url, onward)
    return False, "too many redirects"


def _ask_once(url: str) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    _check_is_outside(parts.hostname, port)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, port, timeout=PATIENCE)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": NAME, "Accept": "*/*"})
        answer = connection.getresponse()  # the body is not read: the first line says enough
        onward = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
        return answer.status, onward
    finally:
        connection.close()


def _check_is_outside(host: str, port: int) -> None:
    """Raise ValueError for a host in a private network: an editor's slip must not ask what only we can reach."""
    if settings.LINK_CHECKS_MAY_LOOK_INSIDE:
        return
    for family_address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not ip_address(str(family_address[4][0]).split("%")[0]).is_global:
            raise ValueError(host)
