"""Addresses of certificates: the holder's, the staff's, the advisor's, and everybody's."""

from django.urls import path

from courses.certificates.views import advisor, holder, public, staff

app_name = "certificates"

urlpatterns = [
    path("todistukset/", holder.mine, name="mine"),
    path("todistukset/nimi/<uuid:enrolment>/", holder.check_name, name="name"),
    path("todistukset/<uuid:public_id>/", holder.detail, name="detail"),
    path("todistukset/<uuid:public_id>/lataa/", holder.download, name="download"),
    path("todistukset/<uuid:public_id>/jaa/", holder.share, name="share"),
    path("todistukset/<uuid:public_id>/jaot/<uuid:share_id>/peru/", holder.withdraw, name="withdraw"),
    path("kouluttaja/<slug:run>/todistukset/", staff.overview, name="run"),
    path("kouluttaja/<slug:run>/todistukset/myonna/", staff.issue, name="issue"),
    path("kouluttaja/<slug:run>/todistukset/esikatselu/<uuid:person>/", staff.preview, name="preview"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/", staff.detail, name="staff-detail"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/lataa/", staff.download, name="staff-download"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/mitatoi/", staff.revoke, name="revoke"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/korvaa/", staff.reissue, name="reissue"),
    path("neuvoja/", advisor.home, name="advisor-home"),
    path("neuvoja/<slug:organisation>/", advisor.shared, name="advisor"),
    path("neuvoja/<slug:organisation>/<uuid:public_id>/", advisor.detail, name="advisor-detail"),
    path("neuvoja/<slug:organisation>/<uuid:public_id>/lataa/", advisor.download, name="advisor-download"),
    path("tarkista/", public.verify, name="verify"),
    path("tarkista/tiedosto/", public.compare, name="compare"),
    path("t/<str:code>/", public.result, name="result"),
    path("T/<str:code>/", public.result),  # a QR code holds an address in capitals in less space
]
