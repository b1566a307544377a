"""`manage.py render_clips`: make the captioned clips anew from their storyboards."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from demo.rendering import UnableToRenderClip, render_clip
from demo.sources import UnableToReadSource, read_shape
from demo.sources.clips import CLIPS, Storyboard


class Command(BaseCommand):
    """Needs Chromium and ffmpeg; the results are kept in the repository, so nobody else needs them."""

    help = "Render the demo's clips from site/demo/clips (all, or those named)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="folders under site/demo/clips")
        parser.add_argument("--frames", type=Path, help="only draw the frames, into this folder")

    def handle(self, *args, **options):
        folders = [CLIPS / slug for slug in options["slugs"]] or sorted(
            path.parent for path in CLIPS.glob("*/storyboard.yaml")
        )
        try:
            for folder in folders:
                board = read_shape(folder / "storyboard.yaml", Storyboard)
                render_clip(board, frames_only=options["frames"])
                self.stderr.write(f"{board.slug}: {len(board.slides)} slides, {board.seconds:g} s")
        except (UnableToReadSource, UnableToRenderClip) as error:
            raise CommandError(str(error)) from error
