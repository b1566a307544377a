"""Addresses of the trainers' side."""

from django.urls import path

from assessments.assignment import staff_views

app_name = "assignment"

urlpatterns = [
    path("kouluttaja/reflektiot/<uuid:public_id>/", staff_views.review, name="review"),
]
