"""Where files lie, with and without object storage."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.test import RequestFactory

from media.serving import _signed
from media.storage import ProtectedStorage, PublicStorage, s3_options

URL = "s3://avain:sala%2Fisuus@varasto.esimerkki.test:9000/peili?region=eu-north-1"


def test_folders_by_default(settings, tmp_path):
    assert isinstance(PublicStorage(), FileSystemStorage)
    protected = storages["protected"]
    name = protected.save("x/äö.txt", ContentFile(b"hei"))
    assert (tmp_path / "uploads" / name).read_bytes() == b"hei"
    assert protected.url(name) == ""


def test_the_bucket_is_read_from_the_address():
    assert s3_options(URL) == {
        "access_key": "avain",
        "secret_key": "sala/isuus",
        "bucket_name": "peili",
        "endpoint_url": "https://varasto.esimerkki.test:9000",
        "region_name": "eu-north-1",
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
    }


@pytest.mark.parametrize("url", ["http://a/b", "s3://", "s3://host", "s3://host/"])
def test_an_address_that_names_no_bucket_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        s3_options(url)


def test_object_storage_when_it_is_set(settings):
    settings.S3_URL = URL
    public, protected = PublicStorage(), ProtectedStorage()
    assert public.location == "public"
    assert public.url("images/ä.png") == "/files/images/%C3%A4.png"  # a view stands before the bucket
    assert protected.location == "uploads"
    assert protected.querystring_auth
    address = protected.url("recordings/äö.mp4")
    assert address.startswith("https://varasto.esimerkki.test:9000/peili/uploads/recordings/")
    assert "X-Amz-Signature" in address
    assert "X-Amz-Signature" in public.url("images/a.png", parameters={"ResponseContentType": "image/png"})
    assert public.default_acl is None


def test_protected_files_of_the_bucket_are_sent_by_a_signed_address(settings):
    settings.S3_URL = URL
    RequestFactory().get("/")
    response = _signed(ProtectedStorage(), "recordings/a.mp4", "video/mp4", "inline")
    assert response.status_code == 302
    assert "response-content-disposition=inline" in response.url
    assert "no-store" in response["Cache-Control"]
