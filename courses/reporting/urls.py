"""Addresses of projects, reports, orders, and of a group's count of companies."""

from django.urls import path

from courses.reporting.views import companies, orders, projects, reports

app_name = "reporting"
PROJECT = "koordinaattori/hankkeet/<uuid:project>/"
RUN = "kouluttaja/<slug:run>/raportit/"
ORDER = "kouluttaja/raporttitilaus/<uuid:order>/"

urlpatterns = [
    path("koordinaattori/hankkeet/", projects.listing, name="projects"),
    path("koordinaattori/hankkeet/uusi/", projects.add, name="project-add"),
    path(PROJECT, reports.of_project, name="project"),
    path(PROJECT + "tiedot/", projects.change, name="project-change"),
    path(PROJECT + "raportit/<slug:report>/", reports.project_report, name="project-report"),
    path(PROJECT + "raportit/<slug:report>.<slug:ending>", reports.project_file, name="project-file"),
    path(PROJECT + "raportit/<slug:report>/tilaa/", orders.order_of_project, name="project-order"),
    path(RUN, reports.of_run, name="run"),
    path(RUN + "<slug:report>/", reports.run_report, name="run-report"),
    path(RUN + "<slug:report>.<slug:ending>", reports.run_file, name="run-file"),
    path(RUN + "<slug:report>/tilaa/", orders.order_of_run, name="run-order"),
    path(ORDER, orders.waiting, name="order"),
    path(ORDER + "tiedosto/", orders.fetch, name="order-file"),
    path("ryhmat/<uuid:group>/yritykset/", companies.state, name="companies"),
]
