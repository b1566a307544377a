"""Addresses of the trainers' side."""

from django.urls import path

from assessments.selfassessment import staff_views

app_name = "selfassessment"

urlpatterns = [
    path("kouluttaja/itsearvioinnit/<slug:run>/<slug:activity>/", staff_views.means, name="means"),
]
