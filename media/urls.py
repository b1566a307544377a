"""Addresses of pictures and of recordings outside of activities."""

from django.urls import path

from media import views

app_name = "media"
urlpatterns = [
    path("files/<path:path>", views.picture, name="picture"),
    path("mediat/<uuid:public_id>/", views.recording, name="recording"),
    path("mediat/<uuid:public_id>/<slug:part>/", views.recording, name="recording_part"),
]
