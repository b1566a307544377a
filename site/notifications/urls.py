"""Addresses of notifications and of the development outbox."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("ilmoitukset/", views.notification_list, name="list"),
    path("ilmoitukset/kooste/", views.choose_digest, name="digest"),
    path("kooste-pois/<str:token>/", views.leave_digest, name="digest_off"),
    path("ilmoitukset/<uuid:public_id>/", views.open_notification, name="open"),
    path("postilaatikko/", views.outbox, name="outbox"),
    path("postilaatikko/<uuid:public_id>/", views.outbox_mail, name="outbox_mail"),
    path("postilaatikko/<uuid:public_id>/kalenteri.ics", views.outbox_calendar, name="outbox_calendar"),
]
