"""The StreamField blocks every page body is made of: headings, text, pictures, quotes, tables and the like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

from media.embeds import EmbedBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
SHORT_FEATURES = ["bold", "italic", "link", "ul", "ol"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's own title is the only h1."""

    text = blocks.CharBlock(label=_("Otsikko"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Taso"), choices=[("h2", _("Väliotsikko")), ("h3", _("Alaotsikko"))], default="h2"
    )

    class Meta:
        icon = "title"
        label = _("Väliotsikko")
        template = "media/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture: its text alternative is required unless it is marked as decoration."""

    image = ImageBlock(
        label=_("Kuva"),
        help_text=_("Kerro vaihtoehtotekstissä, mitä kuva näyttää. Pelkkä koriste ei tarvitse tekstiä: merkitse se."),
    )
    image.child_blocks["image"].label = _("Kuvatiedosto")  # the library leaves its name untranslated
    caption = blocks.CharBlock(label=_("Kuvateksti"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Kuva")
        template = "media/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words and whose they are."""

    text = blocks.TextBlock(label=_("Lainaus"), max_length=1000, rows=3)
    source = blocks.CharBlock(label=_("Kuka tai mikä lähde"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Lainaus")
        template = "media/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A few lines that stand apart from the text."""

    kind = blocks.ChoiceBlock(
        label=_("Laji"),
        choices=[("note", _("Huomaa")), ("warning", _("Varo")), ("tip", _("Vinkki"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Otsikko"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Teksti"), features=SHORT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Nosto")
        template = "media/blocks/callout.html"


class DownloadBlock(blocks.StructBlock):
    """A document to take home."""

    document = DocumentChooserBlock(label=_("Tiedosto"))
    title = blocks.CharBlock(
        label=_("Linkin teksti"), max_length=160, required=False, help_text=_("Jos tyhjä, tiedoston nimi.")
    )
    description = blocks.CharBlock(label=_("Mihin sitä käytetään"), max_length=300, required=False)

    class Meta:
        icon = "download"
        label = _("Ladattava tiedosto")
        template = "media/blocks/download.html"


class TableBlock(TypedTableBlock):
    """A table with headed columns; give it a caption so that it can be found by ear."""

    text = blocks.CharBlock(label=_("Teksti"), required=False)
    rich_text = blocks.RichTextBlock(label=_("Muotoiltu teksti"), features=SHORT_FEATURES, required=False)
    number = blocks.DecimalBlock(label=_("Luku"), required=False)

    class Meta:
        icon = "table"
        label = _("Taulukko")
        template = "media/blocks/table.html"


class AccordionSection(blocks.StructBlock):
    """One part of an accordion."""

    title = blocks.CharBlock(label=_("Otsikko"), max_length=160)
    text = blocks.RichTextBlock(label=_("Teksti"), features=TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    """Parts that open one by one, each a details element: no script is needed."""

    sections = blocks.ListBlock(AccordionSection(), label=_("Osat"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Avautuvat osat")
        template = "media/blocks/accordion.html"


class RecordingChooserBlock(AbstractMediaChooserBlock):
    """Chooses a recording; reads its tracks with it, however many recordings a page has."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """Return the recordings with their tracks in two queries."""
        found = super().bulk_to_python(values)
        prefetch_related_objects([recording for recording in found if recording is not None], "tracks")
        return found

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> str:
        return str(value) if value else ""

    class Meta:
        icon = "media"


class RecordingBlock(blocks.StructBlock):
    """A video or a sound in the text, with captions and its text alternative."""

    recording = RecordingChooserBlock(label=_("Tallenne"))
    caption = blocks.CharBlock(label=_("Kuvateksti"), max_length=300, required=False)

    class Meta:
        icon = "media"
        label = _("Video tai ääni")
        template = "media/blocks/recording.html"


class SelfCheckOption(blocks.StructBlock):
    """One answer of a self-check and what is said to the one who picks it."""

    text = blocks.CharBlock(label=_("Vastaus"), max_length=300)
    is_right = blocks.BooleanBlock(label=_("Hyvä vastaus"), required=False)
    feedback = blocks.TextBlock(label=_("Palaute"), max_length=600, rows=2)


class SelfCheckBlock(blocks.StructBlock):
    """A question to oneself: it is not marked, and the answer is nobody else's. Each answer has its feedback."""

    question = blocks.CharBlock(label=_("Kysymys"), max_length=400)
    options = blocks.ListBlock(SelfCheckOption(), label=_("Vastaukset"), min_num=2, max_num=8)

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the question alone: a search must not give away what the answers say."""
        return [str(value.get("question") or "")]

    class Meta:
        icon = "help"
        label = _("Kysymys itselle")
        template = "media/blocks/self_check.html"


BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock()),
    (
        "text",
        blocks.RichTextBlock(
            label=_("Teksti"), features=TEXT_FEATURES, icon="pilcrow", template="media/blocks/text.html"
        ),
    ),
    ("picture", PictureBlock()),
    ("quote", QuoteBlock()),
    ("callout", CalloutBlock()),
    ("download", DownloadBlock()),
    ("table", TableBlock()),
    ("accordion", AccordionBlock()),
    ("recording", RecordingBlock()),
    ("self_check", SelfCheckBlock()),
    ("embed", EmbedBlock()),
]


def recordings_in(body: Any) -> list[Any]:
    """Return the recordings that a body shows, in order."""
    values = [block.value["recording"] for block in body or () if block.block_type == "recording"]
    return [recording for recording in values if recording is not None]


def prefetch_pictures(body: Any) -> None:
    """Read the renditions of all pictures of a body in one query; drawing it needs no more then."""
    values = [block.value["image"] for block in body or () if block.block_type == "picture"]
    prefetch_related_objects([picture for picture in values if picture is not None], "renditions")
