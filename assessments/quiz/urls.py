"""Routes of a quiz, relative to the activity."""

from django.urls import path

from assessments.quiz import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("aloita/", views.start, name="start"),
    path("kokeile/", views.try_out, name="try-out"),
    path("<int:number>/", views.attempt, name="attempt"),
    path("<int:number>/tallenna/", views.save, name="save"),
    path("<int:number>/tarkista/", views.finish, name="finish"),
    path("<int:number>/tulos/", views.result, name="result"),
]
