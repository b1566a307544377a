"""Addresses of one's own details, under `/tili/`; signing in is allauth's, beside these."""

from allauth.account import views as account_views
from django.db import transaction
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("omat-tiedot/", views.profile, name="profile"),
    path("omat-tiedot/lataa/", views.download, name="download"),
    path("kieli/", views.set_language, name="set_language"),
    path("ehdot/", views.terms_of_use, name="terms"),
]

# Stand before allauth's and Wagtail's addresses of the same paths. A sign-up is one transaction: person, address,
# accepted terms and the mail with the code.
door_urlpatterns = [
    path("tili/signup/", transaction.atomic(account_views.signup), name="account_signup"),
    path("cms/login/", views.admin_door, name="admin_door"),
    path("_util/login/", views.admin_door, name="wagtail_door"),
]
