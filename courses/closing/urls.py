"""Addresses of closing a run, and of what goes when."""

from django.urls import path

from courses.closing import retention_views, views

app_name = "closing"
RUN = "kouluttaja/<slug:run>/sulkeminen/"

urlpatterns = [
    path("kouluttaja/sailytysajat/", retention_views.show, name="retention"),
    path(RUN, views.show, name="run"),
    path(RUN + "auki/", views.leave, name="leave"),
    path(RUN + "auki/takaisin/", views.take_back, name="take-back"),
    path(RUN + "osallistujat/", views.people, name="people"),
    path(RUN + "osallistujat/<uuid:person>/takaisin/", views.person_back, name="person-back"),
    path(RUN + "ryhmat/", views.groups, name="groups"),
    path(RUN + "ryhmat/<uuid:group>/takaisin/", views.group_back, name="group-back"),
    path(RUN + "sulje/", views.close, name="close"),
    path(RUN + "avaa/", views.reopen, name="reopen"),
]
