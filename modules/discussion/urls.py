"""Routes of a discussion, relative to the activity."""

from django.urls import path

from modules.discussion import moderation_views, views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("uusi/", views.new, name="new"),
    path("vastaa/<uuid:public_id>/", views.reply, name="reply"),
    path("muokkaa/<uuid:public_id>/", views.edit, name="edit"),
    path("poista/<uuid:public_id>/", views.delete, name="delete"),
    path("ilmoita/<uuid:public_id>/", moderation_views.report, name="report"),
    path("piilota/<uuid:public_id>/", moderation_views.hide, name="hide"),
    path("nayta/<uuid:public_id>/", moderation_views.show, name="show"),
    path("kasitelty/<uuid:public_id>/", moderation_views.settle, name="settle"),
]
