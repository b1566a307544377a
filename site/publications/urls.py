"""The address of the library."""

from django.urls import path

from publications import views

app_name = "publications"

urlpatterns = [path("julkaisut/", views.library, name="library")]
