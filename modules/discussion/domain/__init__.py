"""The rules of a discussion: writing, and looking after the thread."""
