"""Addresses of the figures of an area. They stand before those of certificates, whose organizations take any word."""

from django.urls import path

from courses.areas import views

app_name = "areas"

urlpatterns = [
    path("neuvoja/alueen-luvut/", views.home, name="home"),
    path("neuvoja/<slug:organisation>/alue/", views.of_advisor, name="advisor"),
    path("neuvoja/<slug:organisation>/alue.<slug:ending>", views.of_advisor_file, name="advisor-file"),
    path("kouluttaja/alueen-luvut/", views.of_staff, name="staff"),
    path("kouluttaja/alueen-luvut.<slug:ending>", views.of_staff_file, name="staff-file"),
]
