"""How large files may be, and of what kind."""

from media.uploads import DOCUMENTS, SOUNDS, UploadValidator

MAX_MEGABYTES = 20
LONGEST_NAME = 120
check_file = UploadValidator(kinds=DOCUMENTS | SOUNDS, max_megabytes=MAX_MEGABYTES)
ENDINGS = check_file.extensions
