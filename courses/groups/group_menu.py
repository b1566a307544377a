"""This app's pages in the menu of a group."""

from django.utils.translation import gettext_lazy as _

from courses.groups.menu import MenuPage, Section

PAGES = [
    MenuPage(Section.OVERVIEW, _("Yleiskuva"), "groups:group", below=("groups:edit", "groups:end"), order=10),
    MenuPage(
        Section.MEMBERS,
        _("Kortit"),
        "groups:members",
        below=(
            "groups:member",
            "groups:member-add",
            "groups:member-confirm",
            "groups:member-left",
            "groups:member-remove",
            "groups:separate",
            "groups:competition",
        ),
        order=10,
    ),
    MenuPage(Section.MEMBERS, _("Kokoonpano"), "groups:board", while_open=True, order=20),
    MenuPage(Section.MEMBERS, _("Kutsu"), "groups:invitation", while_open=True, order=24),
    MenuPage(Section.MEMBERS, _("Aloituskeskustelu"), "groups:talk-guide", while_open=True, order=28),
    MenuPage(Section.MEMBERS, _("Toivekysely"), "groups:poll", while_open=True, order=40),
    MenuPage(
        Section.MEETINGS,
        _("Tapaamiset"),
        "groups:meetings",
        below=(
            "groups:meeting",
            "groups:meeting-new",
            "groups:meeting-series",
            "groups:meeting-order",
            "groups:meeting-checklist",
            "groups:meeting-guide",
            "connection:meeting",
            "groups:meeting-cancel",
            "groups:log",
            "groups:log-new",
            "groups:logged",
            "groups:amend",
        ),
        order=10,
    ),
    MenuPage(Section.MEETINGS, _("Ryhmän kalenteri"), "groups:calendar", while_open=True, order=30),
    MenuPage(Section.MEETINGS, _("Päätöstapaaminen"), "groups:final-meeting", while_open=True, order=40),
    MenuPage(Section.AGREED, _("Pelisäännöt"), "groups:rules", order=10),
    MenuPage(Section.AGREED, _("Tavoitteellisuus"), "groups:goal", order=20),
    MenuPage(Section.AGREED, _("Informointilappu"), "groups:paper", also=(("kind", "informointilappu"),), order=30),
    MenuPage(Section.AGREED, _("Luottamussitoumus"), "groups:paper", also=(("kind", "sitoumus"),), order=40),
    MenuPage(Section.MONEY, _("Kulut"), "groups:costs", order=20),
    MenuPage(Section.MONEY, _("Hintalaskuri"), "groups:price", below=("groups:offer", "groups:offer-new"), order=30),
    MenuPage(Section.FACILITATING, _("Huoli ryhmäläisestä"), "groups:worry", order=60),
    MenuPage(
        Section.FACILITATING, _("Ohjaajat"), "groups:facilitators", below=("groups:leave", "groups:handover"), order=20
    ),
]
