"""Addresses of quotes, works and the compass."""

from django.urls import path

from courses.quotes.views import consent, quotes, run, works

app_name = "quotes"
GROUP = "ryhmat/<uuid:group>/"
QUOTE = GROUP + "sitaatit/<uuid:quote>/"
WORK = GROUP + "tehty/<uuid:work>/"

urlpatterns = [
    path(GROUP + "sitaatit/", quotes.show, name="group"),
    path(GROUP + "sitaatit/uusi/", quotes.add, name="add"),
    path(QUOTE + "peru/", quotes.take_back, name="withdraw"),
    path(QUOTE + "linkki/", quotes.renew_link, name="renew-link"),
    path(GROUP + "tehty/", works.show, name="works"),
    path(GROUP + "tehty/uusi/", works.add, name="work-add"),
    path(WORK + "jako/", works.share, name="work-share"),
    path(WORK + "poista/", works.remove, name="work-remove"),
    path(WORK + "tiedosto/", works.download, name="work-file"),
    path(GROUP + "kompassi/", works.compass, name="compass"),
    path("kouluttaja/<slug:run>/sitaatit/", run.show, name="run"),
    path("kouluttaja/<slug:run>/sitaatit/<uuid:quote>/", run.publishing, name="publishing"),
    path("kouluttaja/<slug:run>/tehty/<uuid:work>/", run.download, name="run-file"),
    path("sitaatti/<slug:token>/", consent.answer, name="consent"),
]
