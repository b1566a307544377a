"""Names the log entry by which the demo remembers what it has loaded into a page or a snippet."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

LOADED = "demo.load"


@hooks.register("register_log_actions")
def name_loading(actions):
    """Show loading in the history of a page by its name."""
    actions.register_action(LOADED, _("Lataa lähdetiedostosta"), _("Ladattu lähdetiedostosta"))
