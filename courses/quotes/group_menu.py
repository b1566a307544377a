"""The traces in the menu of a group."""

from django.utils.translation import gettext_lazy as _

from courses.groups.menu import MenuPage, Section

PAGES = [
    MenuPage(Section.TRACES, _("Tehty yhdessä"), "quotes:works", below=("quotes:work-add",), order=10),
    MenuPage(Section.TRACES, _("Sitaatit"), "quotes:group", below=("quotes:add",), order=20),
    MenuPage(Section.TRACES, _("Mallin kompassi"), "quotes:compass", order=30),
]
