"""Addresses of peer groups; everything in them is found through the person who asks."""

from django.urls import path

from courses.groups.views import (
    agreements,
    board,
    competition,
    facilitators,
    group,
    help_requests,
    logs,
    meetings,
    members,
    poll_answers,
    polls,
    prices,
    trainer,
)

app_name = "groups"
GROUP = "ryhmat/<uuid:group>/"
MEMBER = GROUP + "jasenet/<uuid:member>/"
MEETING = GROUP + "tapaamiset/<uuid:meeting>/"
LOG = GROUP + "kirjaukset/<uuid:log>/"

urlpatterns = [
    path("ryhmat/", group.mine, name="mine"),
    path("ryhmat/uusi/", group.new, name="new"),
    path("ryhmat/kutsut/<uuid:invitation>/", facilitators.answer, name="answer"),
    path("ryhmat/apu/<slug:run>/", help_requests.mine, name="help"),
    path("ryhmat/apu/<slug:run>/soitto/", help_requests.call, name="help-call"),
    path("ryhmat/apu/<slug:run>/<uuid:request_id>/", help_requests.change, name="help-change"),
    path(GROUP, group.show, name="group"),
    path(GROUP + "muokkaa/", group.edit, name="edit"),
    path(GROUP + "tila/", group.move, name="move"),
    path(GROUP + "paata/", group.end, name="end"),
    path(GROUP + "ohjaajat/", facilitators.show, name="facilitators"),
    path(GROUP + "ohjaajat/lahde/", facilitators.leave, name="leave"),
    path(GROUP + "ohjaajat/kutsut/<uuid:invitation>/peru/", facilitators.withdraw, name="withdraw"),
    path(GROUP + "jasenet/", members.listing, name="members"),
    path(GROUP + "jasenet/uusi/", members.add, name="member-add"),
    path(GROUP + "jasenet/erilleen/", competition.separate, name="separate"),
    path(GROUP + "jasenet/erilleen/<int:pk>/poista/", competition.unseparate, name="unseparate"),
    path(MEMBER, members.edit, name="member"),
    path(MEMBER + "kutsuttu/", members.invited, name="member-invited"),
    path(MEMBER + "vahvista/", members.confirm, name="member-confirm"),
    path(MEMBER + "lahti/", members.left, name="member-left"),
    path(MEMBER + "poista/", members.remove, name="member-remove"),
    path(GROUP + "kilpailu/<uuid:first>/<uuid:second>/", competition.decide, name="competition"),
    path(GROUP + "pelisaannot/", agreements.rules, name="rules"),
    path(GROUP + "tavoitteellisuus/", agreements.goal, name="goal"),
    path(GROUP + "tapaamiset/", meetings.listing, name="meetings"),
    path(GROUP + "tapaamiset/uusi/", meetings.plan, name="meeting-new"),
    path(GROUP + "kokoonpano/", board.show, name="board"),
    path(GROUP + "kokoonpano/<uuid:member>/", board.place, name="board-place"),
    path(MEETING, meetings.edit, name="meeting"),
    path(MEETING + "peru/", meetings.cancel, name="meeting-cancel"),
    path(MEETING + "kirjaa/", logs.write, name="log"),
    path(GROUP + "kirjaa/", logs.write, name="log-new"),
    path(LOG, logs.show, name="logged"),
    path(LOG + "taydenna/", logs.amend, name="amend"),
    path(GROUP + "hinta/", prices.show, name="price"),
    path(GROUP + "toivekysely/", polls.show, name="poll"),
    path(GROUP + "toivekysely/paata/", polls.close, name="poll-close"),
    path(GROUP + "toivekysely/linkit/", polls.change_links, name="poll-links"),
    path("toiveet/<slug:token>/", poll_answers.answer, name="poll-answer"),
    path("toiveet/<slug:token>/poista/", poll_answers.remove, name="poll-remove"),
    path("kouluttaja/kirjaukset/<uuid:log>/", trainer.review, name="review"),
    path("kouluttaja/apu/<uuid:request_id>/", help_requests.answer, name="help-answer"),
    path("kouluttaja/<slug:run>/ryhmat/", trainer.groups_of_run, name="run-groups"),
    path("kouluttaja/<slug:run>/ryhmat/<uuid:group>/", trainer.timeline, name="timeline"),
]
