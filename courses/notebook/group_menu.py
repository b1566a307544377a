"""The notebook in the menu of a group."""

from django.utils.translation import gettext_lazy as _

from courses.groups.menu import MenuPage, Section

PAGES = [MenuPage(Section.FACILITATING, _("Muistikirja"), "notebook:from-group", order=10)]
