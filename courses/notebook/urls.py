"""Addresses of the private notebook."""

from django.urls import path

from courses.notebook import views

app_name = "notebook"
urlpatterns = [
    path("muistikirja/", views.listing, name="list"),
    path("muistikirja/haku/", views.search, name="search"),
    path("muistikirja/uusi/", views.write, name="new"),
    path("muistikirja/<uuid:note>/", views.write, name="note"),
    path("muistikirja/<uuid:note>/poista/", views.delete, name="delete"),
    path("ryhmat/<uuid:group>/muistikirja/", views.from_group, name="from-group"),
]
