"""What lets a log be written without a connection; a worker may only look after the pages below its own address."""

from django.urls import path

from courses.groups.views import offline

offline_urls = [
    path("ryhmat/verkotta.js", offline.worker, name="offline-worker"),
    path("ryhmat/verkotta/", offline.shell, name="offline"),
    path("ryhmat/verkotta/yhteys/", offline.check, name="offline-check"),
]
