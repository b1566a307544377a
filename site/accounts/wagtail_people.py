"""People in the Wagtail admin: Wagtail's forms look for `first_name` and `last_name`, our people have other fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import AvatarSettingsPanel, BaseSettingsPanel, NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.domain import change_address
from accounts.forms import NameField
from accounts.models import User, normalize_email


class PersonFields(forms.Form):
    """Names under the labels we use, an address as we store it."""

    first_name = NameField(label=_("Etunimi"))
    last_name = NameField(label=_("Sukunimi"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            names = {"first_name": instance.given_name, "last_name": instance.family_name}
            kwargs["initial"] = {**names, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        return normalize_email(self.cleaned_data["email"])

    def save(self, commit: bool = True) -> User:
        person: User = self.instance  # type: ignore[attr-defined]
        person.given_name = self.cleaned_data["first_name"]
        person.family_name = self.cleaned_data["last_name"]
        if person.pk is None:
            person.set_unusable_password()  # a new person signs in by a code, or chooses a password by mail
        saved: User = super().save(commit)  # type: ignore[misc]
        if commit:
            change_address(user=saved, email=saved.email)
        return saved


class PersonCreationForm(PersonFields, UserCreationForm):
    """A new person."""

    class Meta(UserCreationForm.Meta):
        model = User


class PersonEditForm(PersonFields, UserEditForm):
    """A person who is there already."""

    class Meta(UserEditForm.Meta):
        model = User


class PersonIndexView(IndexView):
    """The list, searched by our own fields."""

    search_fields = ["email", "given_name", "family_name"]


class PersonViewSet(UserViewSet):
    """People in the admin."""

    index_view_class = PersonIndexView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm


class AccountView(WagtailAccountView):
    """The editor's own settings, without name and picture: names are changed in one place, pictures are not kept."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        unwanted = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, unwanted)]
