"""Organizations and their contacts in the Wagtail admin, and what may not be done to people there."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.models import Organisation, OrganisationContact, User, normalize_email


class OrganisationViewSet(SnippetViewSet):
    """Organizations."""

    model = Organisation
    icon = "home"
    list_display = ["name", "kind", "municipality"]
    list_filter = ["kind"]
    search_fields = ["name", "municipality"]
    add_to_reference_index = False
    panels = [FieldPanel(name) for name in ("name", "slug", "business_id", "kind", "municipality")]


class ContactForm(WagtailAdminModelForm):
    """A contact is named by their address: a list of everybody is no way to choose a person."""

    email = forms.EmailField(label=gettext_lazy("Henkilön sähköposti"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["email"] = self.instance.user.email

    def clean_email(self) -> str:
        email = normalize_email(self.cleaned_data["email"])
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("Tällä osoitteella ei ole tunnusta. Pyydä henkilöä luomaan se ensin."))
        self.instance.user = user
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        organisation, user = cleaned.get("organisation"), getattr(self.instance, "user", None)
        if organisation and user and cleaned.get("ended_at") is None:
            others = OrganisationContact.objects.filter(organisation=organisation, user=user, ended_at=None)
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("email", _("Henkilö on jo tämän organisaation yhteyshenkilö."))
        return cleaned


class ContactViewSet(SnippetViewSet):
    """Contacts of organizations."""

    model = OrganisationContact
    icon = "group"
    list_display = ["user", "organisation", "since", "ended_at"]
    list_filter = ["organisation"]
    search_fields = ["user__email", "user__family_name", "organisation__name"]
    add_to_reference_index = False
    panels = [FieldPanel("organisation"), FieldPanel("email"), FieldPanel("ended_at")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrganisationContact]:
        return OrganisationContact.objects.select_related("user", "organisation").order_by("organisation", "user")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return self.get_edit_handler().get_form_class()

    def get_edit_handler(self) -> Any:
        handler = super().get_edit_handler()
        handler.base_form_class = ContactForm
        return handler


class OrganisationGroup(SnippetViewSetGroup):
    """One menu for both."""

    items = (OrganisationViewSet, ContactViewSet)
    menu_label = gettext_lazy("Organisaatiot")
    menu_icon = "home"


register_snippet(OrganisationGroup)


@hooks.register("before_delete_user")
def keep_people(request: HttpRequest, user: User) -> HttpResponse:
    """Refuse to delete people: their certificates and records would go with them."""
    messages.error(request, _("Henkilöä ei poisteta täältä, koska todistukset kadoisivat. Sulje tunnus sen sijaan."))
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("before_bulk_action")
def keep_people_in_bulk(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Refuse to delete many people at once, for the same reason."""
    if action_type != "delete" or action.models != [User]:
        return None
    messages.error(request, _("Henkilöitä ei poisteta täältä, koska todistukset kadoisivat. Sulje tunnukset."))
    return redirect("wagtailusers_users:index")
