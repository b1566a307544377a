"""Addresses of the trainers' side."""

from django.urls import path, re_path

from assessments.selfassessment import staff_views

app_name = "selfassessment"

urlpatterns = [
    path("kouluttaja/itsearvioinnit/<slug:run>/<slug:activity>/", staff_views.means, name="means"),
    re_path(
        r"^kouluttaja/itsearvioinnit/(?P<run>[-\w]+)/(?P<activity>[-\w]+)/keskiarvot\.(?P<kind>csv|xlsx)$",
        staff_views.export,
        name="export",
    ),
]
