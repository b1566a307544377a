"""The course, its people and its record."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """The course core; finds the condition kinds and review queues of all apps."""

    name = "courses"
    verbose_name = _("Koulutukset")

    def ready(self) -> None:
        autodiscover_modules("conditions", "review_queue", "activity_data")
        from courses import publishing  # noqa: F401, PLC0415 -- receivers may only be bound when the models are there
