"""This app's page in the menu of a group."""

from django.utils.translation import gettext_lazy as _

from courses.groups.menu import MenuPage, Section

PAGES = [MenuPage(Section.FACILITATING, _("Yritysten määrä"), "reporting:companies", order=50)]
