"""Addresses of one's own details, under `/tili/`; signing in is allauth's, beside these."""

from allauth.account import views as account_views
from django.db import transaction
from django.urls import path
from wagtail.admin.auth import require_admin_access

from accounts import data_views, views
from accounts.wagtail_people import AccountView

app_name = "accounts"
urlpatterns = [
    path("omat-tiedot/", views.profile, name="profile"),
    path("omat-tiedot/kopio/", data_views.order_copy, name="order-copy"),
    path("omat-tiedot/kopio/<str:token>/", data_views.copy, name="copy"),
    path("omat-tiedot/kopio/<str:token>/lataa/", data_views.download, name="download"),
    path("omat-tiedot/poista/", data_views.erase, name="erase"),
    path("poistettu/", data_views.erased, name="erased"),
    path("ehdot/", views.terms_of_use, name="terms"),
]

# Named without a namespace; most stand before allauth's and Wagtail's pages of the same paths. A sign-up is one
# transaction: person, address, accepted terms and the mail with the code.
door_urlpatterns = [
    path("tili/kieli/", views.set_language, name="set_language"),
    path("tili/signup/", transaction.atomic(account_views.signup), name="account_signup"),
    path("cms/account/", require_admin_access(AccountView.as_view())),
    path("cms/login/", views.admin_door, name="admin_door"),
    path("_util/login/", views.admin_door, name="wagtail_door"),
]
