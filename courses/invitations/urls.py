"""Addresses of invitations: the staff's pages of a run, and the pages an invitation's link leads to."""

from django.urls import path

from courses.invitations.views import answering, desk, lists

app_name = "invitations"
DESK = "kouluttaja/<slug:run>/kutsut/"
BATCH = DESK + "luettelo/<uuid:batch>/"
ONE = DESK + "<uuid:invitation>/"

urlpatterns = [
    path(DESK, desk.listing, name="list"),
    path(DESK + "uusi/", lists.new_list, name="new"),
    path(BATCH, lists.show_batch, name="batch"),
    path(BATCH + "laheta/", lists.send, name="send"),
    path(BATCH + "rivi/<int:position>/", lists.fix, name="fix"),
    path(ONE + "toimi/", desk.act, name="act"),
    path(ONE + "korjaa/", desk.correct, name="correct"),
    path("kutsu/<slug:token>/", answering.invited, name="invited"),
    path("kutsu/<slug:token>/liity/", answering.joining, name="joining"),
    path("kutsu/<slug:token>/kieltaydy/", answering.refuse, name="refuse"),
    path("kutsu/<slug:token>/uudelleen/", answering.renew, name="renew"),
]
