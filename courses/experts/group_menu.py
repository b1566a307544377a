"""This app's pages in the menu of a group."""

from django.utils.translation import gettext_lazy as _

from courses.groups.menu import MenuPage, Section

PAGES = [MenuPage(Section.MEETINGS, _("Asiantuntijaosuudet"), "experts:group", order=60)]
