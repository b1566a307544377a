"""Routes of a reflection, relative to the activity."""

from django.urls import path

from assessments.assignment import file_views, views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("tallenna/", views.save, name="save"),
    path("laheta/", views.send, name="send"),
    path("liita/", file_views.attach, name="attach"),
    path("liite/<uuid:public_id>/", file_views.download, name="file"),
    path("liite/<uuid:public_id>/poista/", file_views.remove, name="remove"),
]
