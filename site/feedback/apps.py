"""What people tell and ask the service itself: accessibility feedback and requests about their own data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """Accessibility feedback with its 14 days, requests about personal data with their month."""

    name = "feedback"
    verbose_name = _("Palautteet ja tietopyynnöt")
