"""Addresses of the home screens."""

from django.urls import path

from portal import hats
from portal.views import app, coordinator, engines, home, settings, trainee, trainer

app_name = "portal"

urlpatterns = [
    path("peili.webmanifest", app.manifest, name="manifest"),
    path("robots.txt", engines.robots, name="robots"),
    path("sitemap.xml", engines.sitemap, name="sitemap"),
    path("koti/", home.home, name="home"),
    path("oppi/", trainee.home, name="trainee"),
    path("kouluttaja/", trainer.desk, name="trainer"),
    path("kouluttaja/odottaa/", trainer.inbox, name="inbox"),
    path("kouluttaja/odottaa/luen/", trainer.reading, name="reading"),
    path("koordinaattori/", coordinator.desk, name="coordinator"),
    path("rooli/", hats.switch, name="hat"),
    path("ulkoasu/", settings.choose_theme, name="theme"),
    path("tyyliopas/", settings.styleguide, name="styleguide"),
]
