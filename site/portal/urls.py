"""Addresses of the home screens."""

from django.urls import path

from portal.views import coordinator, home, settings, trainee, trainer

app_name = "portal"

urlpatterns = [
    path("koti/", home.home, name="home"),
    path("oppi/", trainee.home, name="trainee"),
    path("kouluttaja/", trainer.desk, name="trainer"),
    path("kouluttaja/odottaa/", trainer.inbox, name="inbox"),
    path("koordinaattori/", coordinator.desk, name="coordinator"),
    path("ulkoasu/", settings.choose_theme, name="theme"),
    path("tyyliopas/", settings.styleguide, name="styleguide"),
]
