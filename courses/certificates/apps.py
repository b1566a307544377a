"""Certificates: issued once, frozen, verifiable by anybody."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Keeps the database's own guard over issued certificates in place."""

    name = "courses.certificates"
    label = "certificates"
    verbose_name = _("Todistukset")

    def ready(self) -> None:
        from courses.certificates import checks, guard  # noqa: F401, PLC0415 -- need the models

        post_migrate.connect(guard.after_migrating, sender=self)
