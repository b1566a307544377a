"""Routes of a reflection, relative to the activity."""

from django.urls import path

from assessments.assignment import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("tallenna/", views.save, name="save"),
    path("laheta/", views.send, name="send"),
]
