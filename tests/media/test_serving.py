"""Protected files: whole, in ranges, by the web server, and never run in our origin."""

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory
from factories.media import DocumentFactory, RecordingFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from media.serving import protected_response

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(200)) * 5


@pytest.fixture
def file():
    return RecordingFactory(file=ContentFile(CONTENT, "aani.mp4")).file


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def ask(file, name="Kolme ovea.mp4", **headers):
    return protected_response(file, RequestFactory().get("/", headers=headers), name)


def test_whole_file(file):
    response = ask(file)
    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Disposition"] == 'inline; filename="Kolme ovea.mp4"'
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, 999),
        ("bytes=-10", 990, 999),
        ("bytes=-5000", 0, 999),
        ("bytes=990-5000", 990, 999),
        ("bytes=0-0", 0, 0),
        ("bytes=0-", 0, 999),
    ],
)
def test_ranges(file, asked, first, last):
    response = ask(file, Range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/1000"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_range_outside_the_file(file, asked):
    response = ask(file, Range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1000"


@pytest.mark.parametrize(
    "asked",
    ["bytes=a-b", "bytes=5-2", "bytes=-", "items=0-1", "bytes=" + "9" * 99, "bytes=0-9,5-6", "bytes=0-1" + ",5-6" * 9],
)
def test_ranges_that_make_no_sense_overlap_or_are_too_many_are_ignored(file, asked):
    response = ask(file, Range=asked)
    assert response.status_code == 200
    assert body(response) == CONTENT


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(asked=st.text(max_size=40).map(lambda t: t.replace("\r", "").replace("\n", "")))
def test_no_range_header_breaks_it(file, asked):
    response = ask(file, Range=f"bytes={asked}")
    assert response.status_code in (200, 206, 416)
    body(response)


def test_several_ranges_come_in_one_answer(file):
    response = ask(file, Range="bytes=0-1, 10-12,-2,5000-6000")
    assert response.status_code == 206
    assert response["Content-Type"].startswith("multipart/byteranges; boundary=")
    sent = body(response)
    assert response["Content-Length"] == str(len(sent))
    parts = sent.split(b"--" + response["Content-Type"].partition("boundary=")[2].encode())[1:-1]
    told = [part.partition(b"\r\n\r\n") for part in parts]
    assert [head.split(b"Content-Range: ")[1] for head, _, _ in told] == [
        b"bytes 0-1/1000",
        b"bytes 10-12/1000",
        b"bytes 998-999/1000",
    ]
    assert [content.removesuffix(b"\r\n") for _, _, content in told] == [CONTENT[:2], CONTENT[10:13], CONTENT[-2:]]


def test_a_head_request_tells_of_the_whole_file(file):
    request = RequestFactory().head("/", headers={"Range": "bytes=0-1"})
    response = protected_response(file, request, "tiedosto.mp4")
    assert response.status_code == 200
    assert response["Content-Length"] == "1000"
    assert response["Accept-Ranges"] == "bytes"


def test_not_modified_and_if_range(file):
    etag = ask(file)["ETag"]
    assert ask(file, **{"If-None-Match": etag}).status_code == 304
    assert ask(file, **{"If-Range": etag, "Range": "bytes=0-1"}).status_code == 206
    assert ask(file, **{"If-Range": '"another"', "Range": "bytes=0-1"}).status_code == 200


def test_the_web_server_sends_it_when_asked_to(file, settings):
    settings.PROTECTED_ACCEL_PREFIX = "/suojatut/"
    response = ask(file)
    assert response["X-Accel-Redirect"] == f"/suojatut/{file.name}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == b""


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.pdf", "a.js", "a", "a.xhtml", "a.docx"])
def test_whatever_could_run_is_a_download(file, name):
    assert ask(file, name)["Content-Disposition"].startswith("attachment")


def test_finnish_names_survive(file):
    assert "filename*=utf-8''%C3%A4%C3%A4ni.mp4" in ask(file, "ääni.mp4")["Content-Disposition"]


def test_header_injection_is_not_possible(file):
    value = ask(file, 'a"\r\nSet-Cookie: x=1.mp4')["Content-Disposition"]
    assert "\r" not in value
    assert "\n" not in value


def test_a_file_that_is_gone_is_404(file):
    file.storage.delete(file.name)
    with pytest.raises(Http404):
        ask(file)


def test_no_file_is_404():
    with pytest.raises(Http404):
        ask(RecordingFactory().thumbnail)


def test_documents_lie_in_the_protected_folder(settings):
    document = DocumentFactory()
    assert document.file.path.startswith(str(settings.PROTECTED_ROOT))
    assert document.file.storage.url(document.file.name) == ""
