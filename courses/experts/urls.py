"""Addresses of experts, shared sessions and networks; one role's address never leads into another's."""

from django.urls import path

from courses.experts.enums import Hat
from courses.experts.views import arranging, networks, register, sessions

app_name = "experts"
SESSION = "ryhmat/osuudet/<uuid:session>/"
BOARD = "ryhmat/verkosto/<str:region>/"
NOTICE = BOARD + "<uuid:notice>/"
PREFIXES = {Hat.FACILITATOR: "ryhmat/", Hat.ADVISOR: "neuvoja/", Hat.EXPERT: "asiantuntija/"}

urlpatterns = [
    path("ryhmat/osuudet/", sessions.listing, name="sessions"),
    path("ryhmat/osuudet/tarve/", arranging.need, name="need"),
    path("ryhmat/<uuid:group>/osuudet/", sessions.of_group, name="group"),
    path(SESSION, sessions.show, name="session"),
    path(SESSION + "vahvista/", sessions.confirm, name="confirm"),
    path(SESSION + "peru-varaus/", sessions.give_back, name="give-back"),
    path(SESSION + "sama-tarve/", sessions.same_need, name="same-need"),
    path(SESSION + "palaute/", sessions.feedback, name="feedback"),
    path("ryhmat/verkosto/", networks.mine, name="networks"),
    path(BOARD, networks.board, name="board"),
    path(BOARD + "uusi/", networks.new_notice, name="notice-new"),
    path(NOTICE, networks.notice, name="notice"),
    path(NOTICE + "poista/", networks.close_notice, name="notice-close"),
    path(NOTICE + "ilmoita/", networks.report_notice, name="notice-report"),
    path("koordinaattori/verkostot/", networks.coordination, name="coordination"),
    path("koordinaattori/verkostot/paata/", networks.settle, name="settle"),
    path("neuvoja/osuudet/", arranging.listing, {"hat": Hat.ADVISOR.value}, name="advisor-sessions"),
    path("asiantuntija/osuudet/", arranging.listing, {"hat": Hat.EXPERT.value}, name="expert-sessions"),
    path("asiantuntijat/", register.listing, name="register"),
    path("asiantuntijat/pyyda/", register.invite, name="invite"),
    path("asiantuntijat/linkki/", register.ask_link, name="ask-link"),
    path("asiantuntijat/oma/", register.own_card, name="own-card"),
    path("asiantuntijat/oma/poista/", register.own_withdraw, name="own-withdraw"),
    path("asiantuntijat/<uuid:expert>/viesti/", register.message, name="message"),
]
for hat, prefix in PREFIXES.items():
    place, role = f"{prefix}osuudet/", {"hat": hat.value}
    one = place + "<uuid:session>/"
    urlpatterns += [
        path(place + "uusi/", arranging.new, role, name=f"{hat.value}-new"),
        path(one + "jarjesta/", arranging.desk, role, name=f"{hat.value}-desk"),
        path(one + "muokkaa/", arranging.edit, role, name=f"{hat.value}-edit"),
        path(one + "toimi/", arranging.do, role, name=f"{hat.value}-act"),
    ]
urlpatterns += [
    path("asiantuntija/<slug:token>/", register.card, name="card"),
    path("asiantuntija/<slug:token>/poista/", register.withdraw, name="withdraw"),
    path("asiantuntija/<slug:token>/tiliin/", register.attach, name="attach"),
]
