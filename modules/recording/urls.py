"""Routes of a recording, relative to the activity."""

from django.urls import path

from modules.recording import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("katselu/", views.report, name="report"),
    path("tekstivastine/", views.transcript_read, name="transcript_read"),
    path("kysymys/", views.question, name="question"),
    path("tallenne/<uuid:public_id>/", views.recording, name="recording"),
    path("tallenne/<uuid:public_id>/<slug:part>/", views.recording, name="recording_part"),
]
