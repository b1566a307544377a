"""All addresses: operations, accounts, work screens, then Wagtail's public pages last."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.urls import door_urlpatterns
from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *door_urlpatterns,
    path("tili/", include("accounts.urls")),
    path("tili/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("asiakirjat/", include(wagtaildocs_urls)),
    path("", include("media.urls")),
    path("", include("notifications.urls")),
    path("", include("calendars.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.assignment.staff_urls")),
    path("", include("assessments.survey.staff_urls")),
    path("", include("assessments.quiz.staff_urls")),
    path("", include("assessments.selfassessment.staff_urls")),
    path("", include("courses.groups.urls")),
    path("", include("courses.experts.urls")),
    path("", include("courses.invitations.urls")),
    path("", include("courses.notebook.urls")),
    path("", include("courses.connection.urls")),
    path("", include("courses.pulse.urls")),
    path("", include("courses.quotes.urls")),
    path("", include("courses.background.urls")),
    path("", include("courses.announcements.urls")),
    path("", include("courses.candidates.urls")),  # before the addresses of an organization by its name
    path("", include("courses.areas.urls")),  # before the addresses of an organization by its name
    path("", include("courses.certificates.urls")),
    path("", include("courses.closing.urls")),
    path("", include("courses.reporting.urls")),
    path("", include("courses.directory.urls")),
    path("", include("events.urls")),
    path("", include("feedback.urls")),
    path("", include("publications.urls")),
    path("", include("portal.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "portal.views.errors.not_found"
handler403 = "portal.views.errors.forbidden"
handler500 = "portal.views.errors.server_error"
