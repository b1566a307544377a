"""Texts of messages in the editor: each with its variables, an example and a preview."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.snippets.models import register_snippet

from accounts.saved_by_hand import SavedByHandViewSet
from notifications.kinds import all_kinds
from notifications.models import MessageTemplate
from notifications.outbox import release_held


class TemplateForm(WagtailAdminModelForm):
    """The kind is chosen from the messages there are, in the order of their names."""

    kind = forms.ChoiceField(label=gettext_lazy("Mikä viesti"), help_text=gettext_lazy("Mitä viestiä teksti koskee."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(all_kinds().values(), key=lambda kind: str(kind.title))
        self.fields["kind"].choices = [("", "—"), *((kind.name, kind.title) for kind in kinds)]  # type: ignore[attr-defined]

    def defer_required_fields(self) -> None:
        """Take what is half written, as the preview does: it shows what is wrong in the place of the mail."""
        super().defer_required_fields()
        self.instance.is_half_written = True


class VariablesPanel(HelpPanel):
    """Lists the variables of the message and shows how it reads as built in."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel of one template."""

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Return the kinds to list: the template's own, or all of them while none is chosen."""
            context = super().get_context_data(parent_context)
            kinds = all_kinds()
            chosen = kinds.get(self.instance.kind)
            shown = [chosen] if chosen else sorted(kinds.values(), key=lambda kind: str(kind.title))
            rows = [{"kind": kind, "variables": kind.variables(), "urgency": kind.urgency.label} for kind in shown]
            return context | {"kinds": rows, "is_chosen": chosen is not None}


class MessageTemplateViewSet(SavedByHandViewSet):
    """Message texts; without one the built-in text is used."""

    model = MessageTemplate
    icon = "mail"
    menu_label = gettext_lazy("Viestipohjat")
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["__str__", "subject", "updated_at"]
    list_filter = ["language"]
    panels = [
        FieldPanel("kind"),
        FieldPanel("language"),
        FieldPanel("subject"),
        FieldPanel("text", widget=forms.Textarea(attrs={"rows": 12})),
        VariablesPanel(template="notifications/admin/variables.html"),
    ]


MessageTemplate.base_form_class = TemplateForm
register_snippet(MessageTemplateViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def send_what_waited(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Send the mails that a mistake in this template had held back."""
    if isinstance(instance, MessageTemplate):
        done = release_held(kind=instance.kind, language=instance.language, at=timezone.now())
        if done:
            from wagtail.admin import messages  # noqa: PLC0415 -- the admin alone needs it

            messages.success(request, _("Lähtemään pääsi %(n)s viestiä, jotka odottivat tätä pohjaa.") % {"n": done})
    return None
