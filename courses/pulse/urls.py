"""Addresses of the pulse: the facilitator's, the answerer's, the staff's."""

from django.urls import path

from courses.pulse import answers, views

app_name = "pulse"
MEETING = "ryhmat/<uuid:group>/tapaamiset/<uuid:meeting>/pulssi/"

urlpatterns = [
    path("ryhmat/<uuid:group>/pulssi/", views.listing, name="list"),
    path(MEETING, views.show, name="show"),
    path(MEETING + "koodi.svg", views.code, name="code"),
    path("pulssi/<slug:token>/", answers.answer, name="answer"),
    path("kouluttaja/<slug:run>/pulssi/", views.of_run, name="run"),
]
