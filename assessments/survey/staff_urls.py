"""Addresses of the trainers' side."""

from django.urls import path, re_path

from assessments.survey import staff_views

app_name = "survey"
PLACE = "kouluttaja/kyselyt/<slug:run>/<slug:activity>/"

urlpatterns = [
    path(PLACE, staff_views.results, name="results"),
    path(PLACE + "sulje/", staff_views.close, name="close"),
    re_path(
        r"^kouluttaja/kyselyt/(?P<run>[-\w]+)/(?P<activity>[-\w]+)/tulokset\.(?P<kind>csv|xlsx)$",
        staff_views.export,
        name="export",
    ),
]
