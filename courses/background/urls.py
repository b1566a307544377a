"""Addresses of what the funder asks."""

from django.urls import path

from courses.background.views import desk, own

app_name = "background"
DESK = "koordinaattori/<slug:run>/rahoittajan-tiedot"

urlpatterns = [
    path("rahoittaja/", own.mine, name="mine"),
    path("rahoittaja/<uuid:project>/", own.own, name="own"),
    path("rahoittaja/<uuid:project>/eura/", own.eura, name="eura"),
    path("rahoittaja/<uuid:project>/poista/", own.remove, name="remove"),
    path(f"{DESK}/", desk.state, name="run"),
    path(f"{DESK}.<slug:ending>", desk.state_file, name="run-file"),
    path(f"{DESK}/muistuta/", desk.remind_missing, name="remind"),
]
