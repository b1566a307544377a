"""Addresses of the trainers' side."""

from django.urls import path

from assessments.quiz import staff_views

app_name = "quiz"

urlpatterns = [
    path("kouluttaja/kysymykset/<slug:run>/<slug:activity>/", staff_views.results, name="results"),
    path("kouluttaja/kysymykset/<slug:run>/<slug:activity>/lisaaika/", staff_views.extend, name="extend"),
    path(
        "kouluttaja/kysymykset/<slug:run>/<slug:activity>/<uuid:person>/<int:number>/",
        staff_views.review,
        name="review",
    ),
]
