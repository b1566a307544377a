"""Wagtail's user administration with our own forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAdminConfig(WagtailUsersAppConfig):
    """Named in INSTALLED_APPS instead of `wagtail.users`."""

    user_viewset = "accounts.wagtail_people.PersonViewSet"
