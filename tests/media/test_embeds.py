"""Addresses of other services: which are framed, and as what."""

import pytest
from django.core.exceptions import ValidationError

from media.embeds import EmbedBlock, embed_address

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("given", "framed"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ", YOUTUBE),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        (YOUTUBE, YOUTUBE),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
    ],
)
def test_known_services(given, framed):
    assert embed_address(given) == framed


@pytest.mark.parametrize(
    "given",
    [
        "https://example.com/video",
        "http://evil.example/www.youtube-nocookie.com",
        "https://www.youtube.com/watch?v=<script>",
        "https://www.youtube.com/",
        "https://vimeo.com/about",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "javascript:alert(1)",
        "https://[bad",
        "",
    ],
)
def test_everything_else_is_refused(given):
    with pytest.raises(ValidationError):
        embed_address(given)


def test_a_host_the_site_allows_is_taken_as_it_is(settings):
    settings.EMBED_HOSTS = ["areena.example"]
    assert embed_address("https://areena.example/1-2") == "https://areena.example/1-2"
    with pytest.raises(ValidationError):
        embed_address("http://areena.example/1-2")
    with pytest.raises(ValidationError):
        embed_address("https://youtu.be/dQw4w9WgXcQ")


def test_the_editor_says_what_is_allowed():
    block = EmbedBlock()
    value = block.to_python({"url": "https://example.com/x", "title": "Video", "transcript": "Sanat"})
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert "YouTube, Vimeo" in str(refused.value.block_errors["url"].messages)
