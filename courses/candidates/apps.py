"""Candidates for the training whom business advisors propose."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    """Proposals of advisors, and what the staff of the course decide of them."""

    name = "courses.candidates"
    label = "candidates"
    verbose_name = _("Ehdokkaat")
