"""Addresses of feedback and data requests."""

from django.urls import path

from feedback.views import desk, public

app_name = "feedback"
DESK = "koordinaattori/yhteydenotot/"
urlpatterns = [
    path("saavutettavuuspalaute/", public.feedback, name="feedback"),
    path("saavutettavuuspalaute/kiitos/", public.thanks, name="thanks"),
    path("tietopyynto/", public.data_request, name="request"),
    path("tietopyynto/kiitos/", public.request_thanks, name="request-thanks"),
    path("tietopyynto/vahvista/<str:token>/", public.confirm, name="confirm"),
    path(DESK, desk.desk, name="desk"),
    path(f"{DESK}palaute/<uuid:ticket>/", desk.desk_feedback, name="desk-feedback"),
    path(f"{DESK}palaute/<uuid:ticket>/ota/", desk.take_feedback, name="take-feedback"),
    path(f"{DESK}pyynto/<uuid:ticket>/", desk.desk_request, name="desk-request"),
    path(f"{DESK}pyynto/<uuid:ticket>/ota/", desk.take_request, name="take-request"),
    path(f"{DESK}pyynto/<uuid:ticket>/tunnista/", desk.identify, name="identify"),
    path(f"{DESK}pyynto/<uuid:ticket>/jatka/", desk.extend, name="extend"),
]
