"""Routes of a lesson, relative to the activity."""

from django.urls import path

from modules.lesson import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("luettu/", views.mark_read, name="read"),
    path("kohta/", views.place, name="place"),
    path("vastaus/<slug:block>/", views.answer, name="answer"),
    path("tallenne/<uuid:public_id>/", views.recording, name="recording"),
    path("tallenne/<uuid:public_id>/<slug:part>/", views.recording, name="recording_part"),
]
