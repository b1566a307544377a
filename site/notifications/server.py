"""The mail server: one connection for many mails, and the moment from which on a mail may have gone."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

TIMEOUT = 20  # seconds the mail server may take to answer
SMTP = "django.core.mail.backends.smtp.EmailBackend"
REFUSED_FOR_GOOD = 500
# Errors that tell that the server has not taken the mail, whenever they come.
ANSWERED_NO = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


def _nothing() -> None:
    """Stand for nobody who wants to know."""


class _Told:
    """Tells right before the words of a mail go over the line, when the server has agreed to take them."""

    before_data: Callable[[], None] = staticmethod(_nothing)

    def data(self, msg: Any) -> Any:
        """Send the words; what is noted before is noted even when the power goes now."""
        self.before_data()
        return super().data(msg)  # type: ignore[misc]


class _Plain(_Told, smtplib.SMTP):
    pass


class _Sealed(_Told, smtplib.SMTP_SSL):
    pass


class _Backend(EmailBackend):
    @property
    def connection_class(self) -> Any:
        """Return the class of the connection, encrypted from the start or not."""
        return _Sealed if self.use_ssl else _Plain


class Server:
    """The server that MAIL_URL names, connected when the first mail goes and until `close`."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def send(self, make: Callable[[BaseEmailBackend], EmailMessage], *, before_data: Callable[[], None]) -> None:
        """Send a mail; `before_data` is called once, at the last moment at which it has surely not gone."""
        backend = self._open()
        message = make(backend)
        connection = getattr(backend, "connection", None)
        if isinstance(connection, _Told):
            connection.before_data = before_data  # type: ignore[method-assign]
        else:
            before_data()
        message.send()

    def close(self) -> None:
        """End the connection; the next mail makes another."""
        backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()

    def _open(self) -> BaseEmailBackend:
        if self._backend is None:
            self._backend = _backend()
        self._backend.open()
        return self._backend


def is_surely_not_sent(error: Exception) -> bool:
    """Say whether the server's answer tells that it has not taken the mail."""
    return isinstance(error, ANSWERED_NO)


def is_no_such_address(error: Exception) -> bool:
    """Say whether the server has refused the receiver for good: trying again leads nowhere."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= REFUSED_FOR_GOOD for code, _words in error.recipients.values())


def _backend() -> BaseEmailBackend:
    config: dict[str, Any] = settings.MAIL_CONFIG
    name = config["EMAIL_BACKEND"]
    if name.endswith("filebased.EmailBackend"):
        return get_connection(name, file_path=config["EMAIL_FILE_PATH"])
    options = {
        "host": config.get("EMAIL_HOST") or "localhost",
        "port": config.get("EMAIL_PORT") or 25,
        "username": config.get("EMAIL_HOST_USER") or "",
        "password": config.get("EMAIL_HOST_PASSWORD") or "",
        "use_tls": config.get("EMAIL_USE_TLS", False),
        "use_ssl": config.get("EMAIL_USE_SSL", False),
        "timeout": TIMEOUT,
    }
    return _Backend(**options) if name == SMTP else get_connection(name, **options)
