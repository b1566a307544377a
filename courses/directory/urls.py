"""Addresses of the register of facilitators."""

from django.urls import path

from courses.directory.views import coordination, own, public, relay

app_name = "directory"

urlpatterns = [
    path("ohjaajat/", public.listing, name="register"),
    path("ohjaajat/oma/", own.own, name="own"),
    path("ohjaajat/oma/vahvista/", own.confirm, name="own-confirm"),
    path("ohjaajat/oma/poista/", own.withdraw, name="own-withdraw"),
    path("ohjaajat/katso-sahkopostisi/", relay.asked, name="asked"),
    path("ohjaajat/<uuid:listing>/", public.contact, name="contact"),
    path("ohjaajat/viesti/<slug:token>/", relay.confirm, name="confirm"),
    path("ohjaajat/asiaton/<slug:token>/", relay.report, name="report"),
    path("koordinaattori/ohjaajahakemisto/", coordination.listing, name="coordination"),
    path("koordinaattori/ohjaajahakemisto/<uuid:listing>/poista/", coordination.remove, name="remove"),
]
