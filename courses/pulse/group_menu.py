"""The pulse in the menu of a group."""

from django.utils.translation import gettext_lazy as _

from courses.groups.menu import MenuPage, Section

PAGES = [MenuPage(Section.MEETINGS, _("Pulssi"), "pulse:list", below=("pulse:show",), order=60)]
