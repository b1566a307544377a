"""Addresses of certificates: the holder's, the staff's, the advisor's, and everybody's."""

from django.urls import path

from courses.certificates.views import advisor, badges, bundles, contacts, holder, issuing, links, paper, public, staff

app_name = "certificates"

urlpatterns = [
    # First what is asked for most: each address that stands before it is tried in vain.
    path("todistukset/<uuid:public_id>/lataa/", holder.download, name="download"),
    path("neuvoja/<slug:organisation>/<uuid:public_id>/lataa/", advisor.download, name="advisor-download"),
    path("todistukset/", holder.mine, name="mine"),
    path("todistukset/nimi/<uuid:enrolment>/", holder.check_name, name="name"),
    path("todistukset/<uuid:public_id>/", holder.detail, name="detail"),
    path("todistukset/<uuid:public_id>/jaa/", holder.share, name="share"),
    path("todistukset/<uuid:public_id>/jaot/<uuid:share_id>/peru/", holder.withdraw, name="withdraw"),
    path("todistukset/<uuid:public_id>/jaot/<uuid:share_id>/jatka/", holder.renew, name="renew"),
    path("todistukset/<uuid:public_id>/linkki/", holder.make_link, name="make-link"),
    path("kouluttaja/<slug:run>/todistukset/", staff.overview, name="run"),
    path("kouluttaja/<slug:run>/todistukset/myonna/", issuing.issue, name="issue"),
    path("kouluttaja/<slug:run>/todistukset/erat/<uuid:batch>/", issuing.progress, name="issuing"),
    path("kouluttaja/<slug:run>/todistukset/esikatselu/<uuid:person>/", staff.preview, name="preview"),
    path("kouluttaja/<slug:run>/todistukset/zip/", bundles.run_many, name="run-zip"),
    path("kouluttaja/<slug:run>/todistukset/zip/<uuid:bundle>/", bundles.run_waiting, name="run-bundle"),
    path("kouluttaja/<slug:run>/todistukset/zip/<uuid:bundle>/lataa/", bundles.run_fetch, name="run-bundle-file"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/", staff.detail, name="staff-detail"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/lataa/", staff.download, name="staff-download"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/mitatoi/", staff.revoke, name="revoke"),
    path("kouluttaja/<slug:run>/todistukset/<uuid:public_id>/korvaa/", staff.reissue, name="reissue"),
    path("todistukset/paperi/<str:name>", paper.look_file, name="paper"),
    path("neuvoja/", advisor.home, name="advisor-home"),
    path("neuvoja/<slug:organisation>/", advisor.shared, name="advisor"),
    path("neuvoja/<slug:organisation>/sitoumus/", advisor.confidentiality, name="confidentiality"),
    path("neuvoja/kutsu/<uuid:public_id>/<str:token>/", contacts.invited, name="invited"),
    path("neuvoja/<slug:organisation>/yhteyshenkilot/", contacts.contacts, name="advisor-contacts"),
    path("neuvoja/<slug:organisation>/yhteyshenkilot/luovuta/", contacts.hand_over, name="hand-over"),
    path("neuvoja/<slug:organisation>/yhteyshenkilot/luovu/", contacts.leave, name="leave-role"),
    path("neuvoja/omat-toimet.csv", contacts.own_actions, name="own-actions"),
    path(
        "neuvoja/<slug:organisation>/yhteyshenkilot/<uuid:public_id>/peru/",
        contacts.withdraw,
        name="withdraw-invitation",
    ),
    path("neuvoja/<slug:organisation>/zip/", bundles.advisor_many, name="advisor-zip"),
    path("neuvoja/<slug:organisation>/zip/<uuid:bundle>/", bundles.advisor_waiting, name="advisor-bundle"),
    path("neuvoja/<slug:organisation>/zip/<uuid:bundle>/lataa/", bundles.advisor_fetch, name="advisor-bundle-file"),
    path("neuvoja/<slug:organisation>/<uuid:public_id>/", advisor.detail, name="advisor-detail"),
    path("jaettu/<str:token>/", links.shared_by_link, name="link"),
    path("jaettu/<str:token>/lataa/", links.download_by_link, name="link-download"),
    path("tarkista/", public.verify, name="verify"),
    path("tarkista/tiedosto/", public.compare, name="compare"),
    path("t/<str:code>/", public.result, name="result"),
    path("merkit/myontaja/", badges.issuer, name="badge-issuer"),
    path("merkit/merkki.svg", badges.picture, name="badge-picture"),
    path("merkit/tila/<int:number>/", badges.status, name="badge-status"),
    path("merkit/<str:code>/", badges.badge, name="badge"),
    path("merkit/<str:code>/merkki.<str:form>", badges.download, name="badge-file"),
    path(".well-known/did.json", badges.did_document, name="badge-did"),
    path(".well-known/jwks.json", badges.key_set, name="badge-keys"),
    path("T/<str:code>/", public.result),  # a QR code holds an address in capitals in less space
]
