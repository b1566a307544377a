"""Addresses of announcements and of a run's outbox."""

from django.urls import path

from courses.announcements.views import mails, staff, trainee

app_name = "announcements"
STAFF = "kouluttaja/<slug:run>/tiedotteet/"

urlpatterns = [
    path("tiedotteet/<slug:run>/", trainee.listing, name="list"),
    path("tiedotteet/<slug:run>/<uuid:announcement>/", trainee.read, name="read"),
    path(STAFF, staff.listing, name="run"),
    path(STAFF + "uusi/", staff.write, name="write"),
    path(STAFF + "<uuid:announcement>/", staff.show, name="show"),
    path(STAFF + "<uuid:announcement>/muokkaa/", staff.write, name="change"),
    path(STAFF + "<uuid:announcement>/laheta/", staff.send, name="send"),
    path(STAFF + "<uuid:announcement>/poista/", staff.withdraw, name="withdraw"),
    path("kouluttaja/<slug:run>/viestit/", mails.outbox, name="mails"),
    path("kouluttaja/<slug:run>/viestit/<uuid:mail>/uudelleen/", mails.send_again, name="resend"),
]
