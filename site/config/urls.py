"""All addresses: operations, accounts, work screens, then Wagtail's public pages last."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.urls import door_urlpatterns
from config import health
from config.rooms import Rooms

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *door_urlpatterns,
    path("tili/", include("accounts.urls")),
    path("tili/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("asiakirjat/", include(wagtaildocs_urls)),
    Rooms(
        "media.urls",
        "notifications.urls",
        "calendars.urls",
        "courses.urls",
        "assessments.assignment.staff_urls",
        "assessments.survey.staff_urls",
        "assessments.quiz.staff_urls",
        "assessments.selfassessment.staff_urls",
        "courses.groups.urls",
        "courses.experts.urls",
        "courses.invitations.urls",
        "courses.notebook.urls",
        "courses.connection.urls",
        "courses.pulse.urls",
        "courses.quotes.urls",
        "courses.background.urls",
        "courses.announcements.urls",
        "courses.candidates.urls",  # before the addresses of an organization by its name
        "courses.areas.urls",  # before the addresses of an organization by its name
        "courses.certificates.urls",
        "courses.closing.urls",
        "courses.reporting.urls",
        "courses.directory.urls",
        "events.urls",
        "feedback.urls",
        "publications.urls",
        "portal.urls",
    ),
    path("", include(wagtail_urls)),
]

handler404 = "portal.views.errors.not_found"
handler403 = "portal.views.errors.forbidden"
handler500 = "portal.views.errors.server_error"
