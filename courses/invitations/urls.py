"""Addresses of invitations: the staff's pages of a run, and the pages an invitation's link leads to."""

from django.urls import path

from courses.invitations.views import answering

app_name = "invitations"
urlpatterns = [
    path("kutsu/<slug:token>/", answering.invited, name="invited"),
]
