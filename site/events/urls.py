"""Addresses of events."""

from django.urls import path

from events.views import desk, own, plans, public

app_name = "events"
DESK = "koordinaattori/tapahtumat/<uuid:event>/"
urlpatterns = [
    path("tapahtumat/", public.listing, name="list"),
    path("tapahtumat/<slug:slug>/", public.event, name="event"),
    path("tapahtumat/<slug:slug>/ilmoittaudu/", public.signing_up, name="sign-up"),
    path("tapahtumat/<slug:slug>/kiitos/", public.thanks, name="thanks"),
    path("tapahtumat/<slug:slug>/kalenteri.ics", public.calendar, name="calendar"),
    path("tapahtumaan/<str:token>/", own.own, name="own"),
    path("koordinaattori/tapahtumat/", desk.listing, name="desk-list"),
    path("koordinaattori/tapahtumat/uusi/", plans.new, name="new"),
    path(DESK, desk.desk, name="desk"),
    path(f"{DESK}muokkaa/", plans.edit, name="edit"),
    path(f"{DESK}kieli/<str:language>/", plans.words, name="words"),
    path(f"{DESK}julkaise/", plans.publish, name="publish"),
    path(f"{DESK}poista/", plans.discard, name="discard"),
    path(f"{DESK}peru/", plans.cancel, name="cancel"),
    path(f"{DESK}kavijat/", plans.visitors, name="visitors"),
    path(f"{DESK}lista/", desk.door_list, name="door-list"),
    path(f"{DESK}ilmoittautuminen/<uuid:signup>/poista/", desk.remove, name="remove"),
]
