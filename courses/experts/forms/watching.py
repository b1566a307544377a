"""Forms whose text others read: recognizable people are asked about, and pseudonyms of own members are refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from courses.domain.text_privacy import find_privacy_concerns
from courses.groups.forms.asking import AskingMixin


class WatchedForm(AskingMixin, forms.Form):
    """A form that knows the pseudonyms of the writer's groups: what is said of a member does not leave the group."""

    def __init__(self, *args: Any, pseudonyms: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pseudonyms = pseudonyms

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.watched_fields:
            word = self._pseudonym_in(data.get(name) or "")
            if word:
                said = _("”%(word)s” on ryhmäläisen peitenimi. Ryhmäläisestä ei kerrota ryhmän ulkopuolella.")
                self.add_error(name, said % {"word": word})
        return data

    def _pseudonym_in(self, text: str) -> str:
        """Return the first pseudonym in the text; an ordinary word in small letters is none."""
        plain = {(concern.start, concern.end) for concern in find_privacy_concerns(text=text)}
        for concern in find_privacy_concerns(text=text, extra_names=self.pseudonyms):
            if concern.excerpt[:1].isupper() and (
                (concern.start, concern.end) not in plain or concern.excerpt in self.pseudonyms
            ):
                return concern.excerpt
        return ""
