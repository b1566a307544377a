"""Routes of an exercise, relative to the activity."""

from django.urls import path

from modules.exercise import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("vastaa/", views.submit, name="submit"),
    path("luonnos/", views.save_draft, name="draft"),
]
