"""Body blocks: what they draw, what they refuse, and in how many queries."""

import json

import pytest
from django.template import Context, Template
from factories.media import DocumentFactory, MediaTrackFactory, PictureFactory
from wagtail.blocks import StreamBlock, StreamBlockValidationError

from media.blocks import BODY_BLOCKS, prefetch_pictures, recordings_in

pytestmark = pytest.mark.django_db
BODY = StreamBlock(BODY_BLOCKS)


def body(*items):
    return BODY.to_python([{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(items)])


def items(*values):
    return [{"type": "item", "id": str(n), "value": value} for n, value in enumerate(values)]


def picture_item(picture, *, caption="", **image):
    return (
        "picture",
        {"image": {"image": picture.pk, "alt_text": "", "decorative": False, **image}, "caption": caption},
    )


def draw(value, **context) -> str:
    template = Template("{% load wagtailcore_tags %}{% for block in body %}{% include_block block %}{% endfor %}")
    return template.render(Context({"body": value, **context}))


def test_text_blocks():
    html = draw(
        body(
            ("heading", {"text": "Kolme <ovea>", "level": "h3"}),
            ("text", "<p>Teksti</p>"),
            ("quote", {"text": "Saa vaan olla.\nLuvan kanssa.", "source": "ryhmäläinen"}),
            ("callout", {"kind": "warning", "title": "", "text": "<p>Ei kriisiapua.</p>"}),
            (
                "accordion",
                {"sections": [{"type": "item", "id": "a", "value": {"title": "Osa", "text": "<p>Sisältö</p>"}}]},
            ),
        )
    )
    assert '<h3 id="kolme-ovea">Kolme &lt;ovea&gt;</h3>' in html
    assert "Saa vaan olla.<br>Luvan kanssa." in html
    assert "note--attention" in html
    assert "<details" in html
    assert "style=" not in html
    assert "onclick" not in html


def test_self_check_needs_no_script():
    html = draw(
        body(
            (
                "self_check",
                {
                    "question": "Neuvo vai peili?",
                    "options": [
                        {
                            "type": "item",
                            "id": "1",
                            "value": {"text": "Neuvo", "is_right": False, "feedback": "Ei nyt."},
                        },
                        {
                            "type": "item",
                            "id": "2",
                            "value": {"text": "Peili", "is_right": True, "feedback": "Juuri niin."},
                        },
                    ],
                },
            )
        )
    )
    assert html.count("<details") == 2
    assert "Hyvä vastaus." in html
    assert "<form" not in html


def test_table_has_headed_columns_and_a_caption():
    html = draw(
        body(
            (
                "table",
                {
                    "columns": [{"type": "text", "heading": "Kulu"}, {"type": "number", "heading": "€"}],
                    "rows": [{"values": ["Tila", "12.50"]}],
                    "caption": "Kulut",
                },
            )
        )
    )
    assert "<caption>Kulut</caption>" in html
    assert '<th scope="col">Kulu</th>' in html
    assert 'class="number"' in html


def test_a_picture_needs_an_alternative_or_is_decoration():
    picture = PictureFactory()
    block = dict(BODY_BLOCKS)["picture"]

    def value(**image):
        return block.to_python({"image": {"image": picture.pk, **image}, "caption": "Peili"})

    assert block.clean(value(alt_text="Tyyni järvi", decorative=False))
    assert block.clean(value(alt_text="", decorative=True))
    with pytest.raises(StreamBlockValidationError):
        BODY.clean(
            body(("picture", {"image": {"image": picture.pk, "alt_text": "", "decorative": False}, "caption": ""}))
        )
    html = draw(
        body(("picture", {"image": {"image": picture.pk, "alt_text": "Tyyni", "decorative": False}, "caption": "K"}))
    )
    assert 'alt="Tyyni"' in html
    assert "<figcaption>K</figcaption>" in html
    html = draw(body(picture_item(picture, decorative=True)))
    assert 'alt=""' in html


def test_a_download_names_its_kind_and_size():
    html = draw(body(("download", {"document": DocumentFactory().pk, "title": "Pohja", "description": "Kutsuun"})))
    assert "Pohja" in html
    assert "PDF" in html


def test_a_document_that_is_gone_draws_nothing():
    html = draw(
        body(
            ("download", {"document": 999, "title": "", "description": ""}),
            ("recording", {"recording": 999, "caption": ""}),
        )
    )
    assert "href" not in html
    assert "<video" not in html


def test_a_recording_uses_the_route_of_its_activity():
    track = MediaTrackFactory()
    value = body(("recording", {"recording": track.recording.pk, "caption": ""}))
    html = draw(value, recording_base="/oppi/syksy/osio/tallenne/")
    assert f'src="/oppi/syksy/osio/tallenne/{track.recording.public_id}/"' in html
    assert f'src="/oppi/syksy/osio/tallenne/{track.recording.public_id}/{track.pk}/"' in html
    assert "Tekstivastine" in html
    assert recordings_in(value) == [track.recording]
    assert "<video" not in draw(value)  # on a public page a recording that is not public is left out
    track.recording.is_public = True
    track.recording.save()
    public = body(("recording", {"recording": track.recording.pk, "caption": ""}))
    assert f'src="/mediat/{track.recording.public_id}/"' in draw(public)


@pytest.mark.parametrize("count", [1, 6])
def test_queries_do_not_grow_with_the_body(count, django_assert_max_num_queries):
    tracks = [MediaTrackFactory() for _ in range(count)]
    pictures = [PictureFactory() for _ in range(count)]
    for picture in pictures:
        picture.get_rendition("width-640")
        picture.get_rendition("width-1280")
    value = body(
        *(("recording", {"recording": track.recording.pk, "caption": ""}) for track in tracks),
        *(picture_item(picture, alt_text="Järvi") for picture in pictures),
    )
    with django_assert_max_num_queries(4):
        prefetch_pictures(value)
        draw(value)


def test_bodies_survive_storing():
    stored = json.dumps(BODY.get_prep_value(body(("heading", {"text": "A", "level": "h2"}))))
    assert BODY.to_python(json.loads(stored))[0].value["text"] == "A"
