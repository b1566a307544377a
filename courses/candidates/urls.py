"""Addresses of candidates: the advisor's and the staff's."""

from django.urls import path

from courses.candidates.views import advisor, staff

app_name = "candidates"

urlpatterns = [
    path("neuvoja/ehdokkaat/", advisor.home, name="advisor-home"),
    path("neuvoja/<slug:organisation>/ehdokkaat/", advisor.propose, name="propose"),
    path("kouluttaja/ehdokkaat/", staff.listing, name="list"),
    path("kouluttaja/ehdokkaat/<uuid:candidate>/", staff.candidate, name="candidate"),
]
