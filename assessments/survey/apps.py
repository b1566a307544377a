"""Surveys (kyselyt)."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SurveyConfig(AppConfig):
    """An activity: questions without right answers. Keeps the database's own guard over its promises in place."""

    name = "assessments.survey"
    label = "survey"
    verbose_name = _("Kyselyt")

    def ready(self) -> None:
        from assessments.survey import guard  # noqa: PLC0415 -- needs the models

        post_migrate.connect(guard.after_migrating, sender=self)
