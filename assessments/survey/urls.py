"""Routes of a survey, relative to the activity."""

from django.urls import path

from assessments.survey import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("laheta/", views.send, name="send"),
    path("jatka/", views.go_on, name="go_on"),
]
