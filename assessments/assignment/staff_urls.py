"""Addresses of the trainers' side."""

from django.urls import path

from assessments.assignment import agreement_views, staff_views

app_name = "assignment"
RUN = "kouluttaja/<slug:run>/tehtavat/"

urlpatterns = [
    path("kouluttaja/reflektiot/<uuid:public_id>/", staff_views.review, name="review"),
    path("kouluttaja/reflektiot/<uuid:public_id>/liite/<uuid:file>/", staff_views.download, name="download"),
    path(RUN, agreement_views.assignments, name="run"),
    path(RUN + "<slug:activity>/", agreement_views.people, name="people"),
    path(RUN + "<slug:activity>/<uuid:person>/", agreement_views.agree, name="agree"),
    path(RUN + "<slug:activity>/<uuid:person>/<uuid:exception>/paata/", agreement_views.end, name="agree-end"),
    path(RUN + "<slug:activity>/<uuid:person>/<uuid:exception>/kuultu/", agreement_views.heard, name="agree-heard"),
]
