"""Addresses of notifications and of the development outbox."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("ilmoitukset/", views.notification_list, name="list"),
    path("ilmoitukset/<uuid:public_id>/", views.open_notification, name="open"),
    path("postilaatikko/", views.outbox, name="outbox"),
    path("postilaatikko/<uuid:public_id>/", views.outbox_mail, name="outbox_mail"),
]
