"""Addresses of the trainers' side."""

from django.urls import path

from assessments.survey import staff_views

app_name = "survey"

urlpatterns = [
    path("kouluttaja/kyselyt/<slug:run>/<slug:activity>/", staff_views.results, name="results"),
]
