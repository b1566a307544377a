"""Addresses of the sound and picture check, and of the links to one meeting."""

from django.urls import path

from courses.connection import managing, views

app_name = "connection"
urlpatterns = [
    path("yhteys/kokeile/", views.own_check, name="own"),
    path("yhteys/kerta/<slug:run>/<int:position>/", views.session_check, name="session-check"),
    path("yhteys/<slug:token>/", views.by_link, name="link"),
    path("ryhmat/<uuid:group>/tapaamiset/<uuid:meeting>/yhteys/", managing.of_meeting, name="meeting"),
    path("kouluttaja/<slug:run>/kerta/<int:position>/yhteys/", managing.of_session, name="session"),
]
