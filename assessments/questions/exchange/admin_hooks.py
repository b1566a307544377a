"""The addresses of import and export in the Wagtail admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from assessments.questions.exchange import views


@hooks.register("register_admin_urls")
def exchange_addresses() -> list[URLPattern]:
    """Put import and export beside the question bank."""
    return [
        path("kysymykset/tuonti/", views.upload, name="questions_import"),
        path("kysymykset/tuonti/<uuid:public_id>/", views.batch, name="questions_batch"),
        path("kysymykset/tuonti/<uuid:public_id>/vahvista/", views.confirm_batch, name="questions_batch_confirm"),
        path("kysymykset/tuonti/<uuid:public_id>/poista/", views.discard_batch, name="questions_batch_discard"),
        path("kysymykset/vienti/", views.download, name="questions_export"),
    ]
