"""Where the style sheet and the fonts of this app's papers are."""

from pathlib import Path

from courses import pdf

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "certificates" / "fonts"
FACES = ("PeiliSans-Regular", "PeiliSans-Semibold", "PeiliSerif-Regular", "PeiliSerif-Semibold")
PAPER_LOOK = pdf.Look(
    stylesheet=HERE / "templates/groups/pdf/paper.css",
    folders=(FONTS,),
    faces=tuple(FONTS / f"{face}.ttf" for face in FACES),
)
