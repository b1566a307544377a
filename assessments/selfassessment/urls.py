"""Routes of a self-assessment, relative to the activity."""

from django.urls import path

from assessments.selfassessment import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("laheta/", views.send, name="send"),
]
