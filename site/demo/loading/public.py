"""Makes the register of facilitators and the library – by the verbs of their apps."""

from datetime import datetime, timedelta

import yaml
from django.core.files.base import ContentFile

from courses.directory.domain.listing import Told, keep_listing
from courses.directory.models import Listing
from courses.groups.classifications import DATA
from demo.loading.cast import Cast
from demo.sources.public import ListingSource, PublicationSource, PublicWorld
from media.models import Attachment
from publications.models import Publication

AGO = timedelta(days=12)


def load_public(source: PublicWorld, *, cast: Cast, at: datetime) -> None:
    """Make what is missing; whoever has withdrawn since the first loading stays out."""
    if not Listing.objects.exists():
        for row in source.listings:
            keep_listing(user=cast.people[row.person], told=_told(row), at=at - AGO)
    known = set(Publication.objects.values_list("title", flat=True))
    for publication in source.publications:
        if publication.title not in known:
            _make_publication(publication)


def _told(row: ListingSource) -> Told:
    return Told(
        municipality=row.municipality,
        covers_neighbors=row.neighbors,
        is_remote=row.remote,
        lines=tuple(row.lines),
        languages=tuple(row.languages),
        text=row.text,
    )


def _make_publication(row: PublicationSource) -> None:
    made = Publication(**row.model_dump())
    if not made.url:
        made.file = Attachment.objects.create(
            title=row.title, file=ContentFile(question_cards().encode(), "kysymyskortit.txt"), is_public=True
        )
    made.full_clean()
    made.save()


def question_cards() -> str:
    """Return the facilitator's question cards as a text to print."""
    baskets = yaml.safe_load((DATA / "question_cards.yaml").read_text(encoding="utf-8"))
    parts = [
        "\n".join([basket["title"]["fi"].upper(), *(f"- {card['fi']}" for card in basket["cards"])])
        for basket in baskets
    ]
    return "\n\n".join(parts) + "\n"
