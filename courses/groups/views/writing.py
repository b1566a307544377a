"""The desk a log is written at: opening, saving the draft, sending; a second tab never overwrites the first unseen."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.groups.domain import drafts
from courses.groups.domain.logs import LogFacts, StaleLog, change_log, log_meeting, meetings_on_the_day
from courses.groups.domain.offline_lock import lock_of
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.enums import LogState, MemberState
from courses.groups.forms.logs import COST_FIELDS, LogForm, initial_from, key_of, typed_of
from courses.groups.models import GroupMeeting, MeetingLog, PeerGroup
from courses.groups.views.frame import INVALID, crumbs, url
from courses.groups.views.overtaken import differences
from courses.wording import session_time
from sealing.domain import UnableToOpen

CONFLICT = 409


class LogDesk:
    """One request to write the log of one meeting, or of a meeting nobody planned."""

    def __init__(
        self, request: HttpRequest, *, user: User, group: PeerGroup, meeting: GroupMeeting | None, at: datetime
    ) -> None:
        self.request, self.user, self.group, self.meeting, self.at = request, user, group, meeting, at
        self.stored = drafts.find_desk(group=group, author=user, meeting=meeting)

    @cached_property
    def key(self) -> uuid.UUID:
        """The idempotency key of this form."""
        return key_of(self.request.POST)

    # --- opening -----------------------------------------------------------------------------------------------
    def open(self) -> HttpResponse:
        """Show the form as it was left, as it was sent, or fresh; another's log is shown instead."""
        blocked = self._blocked()
        if blocked:
            return blocked
        draft, log = self.stored.draft, self.stored.log
        if draft:
            initial = self.stored.typed
        elif log:
            initial = initial_from(LogFacts.of(log))
        else:
            initial = self._fresh()
        form = LogForm(initial=initial | {"key": self.stored.key, "token": self.stored.token}, names=self._names)
        return self._draw(form)

    def _blocked(self) -> HttpResponse | None:
        """Return where to go when this meeting is not for this person to log now."""
        log = self.stored.log or (MeetingLog.objects.filter(meeting=self.meeting).first() if self.meeting else None)
        if log and (log.author_id != self.user.pk or not log.is_editable):
            return redirect(url("logged", self.group, log=log.public_id))
        return None

    def _fresh(self) -> dict[str, Any]:
        members = self._joined or self.group.planned_size
        initial: dict[str, Any] = {"total": members, "minutes": 120}
        if self.meeting:
            local = timezone.localtime(self.meeting.starts_at)
            initial |= {"day": local.date(), "start": local.time(), "minutes": self.meeting.minutes}
            initial |= {"kind": self.meeting.kind, "mode": self.meeting.mode}
        return initial

    # --- drafts ------------------------------------------------------------------------------------------------
    def save_draft(self) -> HttpResponse:
        """Keep what has been typed; the script gets a short answer, a plain form the page."""
        data, typed = self.request.POST, typed_of(self.request.POST)
        by_script = self._by_script
        if self.stored.log and not self.stored.log.is_editable:
            return JsonResponse({"closed": True}, status=CONFLICT) if by_script else self._overtaken(typed)
        try:
            desk = drafts.save_draft(
                group=self.group, author=self.user, meeting=self.meeting, key=self.key, typed=typed,
                token=data.get("token", ""), at=self.at,
            )  # fmt: skip
        except drafts.StaleDraft:
            return JsonResponse({"conflict": True}, status=CONFLICT) if by_script else self._overtaken(typed)
        except UnableToOpen as error:
            return self._unsealed(LogForm(data, names=self._names), error, by_script=by_script)
        if by_script:
            clock = timezone.localtime(self.at).strftime("%H.%M")
            return JsonResponse({"token": desk.token, "key": str(desk.key), "saved": clock})
        messages.success(self.request, _("Luonnos on tallennettu. Voit jatkaa myöhemmin."))
        return redirect(self.request.path)

    # --- sending -----------------------------------------------------------------------------------------------
    def send(self) -> HttpResponse:
        """Send the log once: check it, ask what has to be asked, and never lose a letter on the way."""
        data = self.request.POST
        form = LogForm(data, names=self._names)
        known = self.stored.log or self._sent_with_this_key()
        if not form.is_valid():
            return self._draw(form, status=INVALID)
        facts = form.facts()
        if known and (LogFacts.of(known) == facts and known.state != LogState.RETURNED):
            return self._done(known)
        if self._is_overtaken(known, typed_of(data)):
            return self._overtaken(typed_of(data), known)
        same_day = [] if known else meetings_on_the_day(group=self.group, held_at=facts.held_at, but=self.meeting)
        form.also = self._is_it_one_of(same_day)
        question = form.must_ask(self.request)
        if question:
            question["links"] = [(self._when(row), url("log", self.group, meeting=row.public_id)) for row in same_day]
            return self._draw(form, status=INVALID, question=question)
        return self._store(form, facts, known)

    def _sent_with_this_key(self) -> MeetingLog | None:
        """Return what an earlier tap on "send" has stored."""
        sent = MeetingLog.objects.filter(author=self.user, key=self.key, meeting__group=self.group)
        return sent.filter(meeting=self.meeting).first() if self.meeting else sent.select_related("meeting").first()

    def _store(self, form: LogForm, facts: LogFacts, known: MeetingLog | None) -> HttpResponse:
        try:
            if known:
                log = change_log(log=known, author=self.user, facts=facts, revision=known.revision, at=self.at)
            else:
                log = log_meeting(
                    group=self.group, author=self.user, key=self.key, facts=facts, at=self.at, meeting=self.meeting,
                )  # fmt: skip
        except StaleLog:
            return self._overtaken(typed_of(self.request.POST), known)
        except GroupRefusal as error:
            form.add_error(None, str(error))
            return self._draw(form, status=INVALID)
        except UnableToOpen as error:
            return self._unsealed(form, error)
        return self._done(log)

    def _unsealed(self, form: LogForm, error: UnableToOpen, *, by_script: bool = False) -> HttpResponse:
        """Tell that private words cannot be sealed now; all that was typed stays in the form."""
        if by_script:
            return JsonResponse({"refused": str(error)}, status=INVALID)
        form.is_valid()
        form.add_error("private_text", str(error))
        return self._draw(form, status=INVALID)

    def _done(self, log: MeetingLog) -> HttpResponse:
        words = _("Kirjaus on tallennettu.")
        if log.state == LogState.SENT:
            words = _("Kirjaus on lähetetty ja odottaa kuittausta.")
        messages.success(self.request, words)
        address = url("logged", self.group, log=log.public_id)
        return JsonResponse({"sent": address}) if self._by_script else redirect(address)

    @staticmethod
    def _when(meeting: GroupMeeting) -> str:
        return session_time(meeting.starts_at, meeting.ends_at)

    def _is_it_one_of(self, rows: list[GroupMeeting]) -> list[str]:
        """Ask whether a meeting on the same day is the same meeting."""
        if not rows:
            return []
        times = ", ".join(self._when(row) for row in rows)
        return [
            _("Ryhmällä on jo tapaaminen samana päivänä: %(times)s. Onko tämä sama tapaaminen? Avaa silloin se.")
            % {"times": times}
        ]

    # --- two tabs ----------------------------------------------------------------------------------------------
    def _is_overtaken(self, known: MeetingLog | None, typed: dict[str, Any]) -> bool:
        """Say whether something else has been stored, or the log been read, since this form was opened."""
        if known and not known.is_editable:
            return True
        token = self.request.POST.get("token", "")
        if self.stored.draft:
            return token != self.stored.token and self.stored.typed != typed
        return known is not None and token != f"l{known.revision}"

    def _overtaken(self, typed: dict[str, Any], known: MeetingLog | None = None) -> HttpResponse:
        """Show what was typed here beside what is stored; sending this form again then replaces it."""
        known = known or self.stored.log
        stored = self.stored
        token = stored.token or (f"l{known.revision}" if known else "")
        key = known.key if known else stored.key
        other = stored.typed if stored.draft else initial_from(LogFacts.of(known)) if known else {}
        form = LogForm(initial=typed | {"key": key, "token": token}, names=self._names)
        context: dict[str, Any] = {"conflict": differences(typed, other)}
        if known and not known.is_editable:
            context["read_log"] = known
        return self._draw(form, status=CONFLICT, **context)

    # --- drawing -----------------------------------------------------------------------------------------------
    @cached_property
    def _roster(self) -> list[tuple[str, str]]:
        return list(self.group.members.values_list("pseudonym", "state"))

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _state in self._roster)

    @property
    def _joined(self) -> int:
        return sum(state == MemberState.JOINED for _name, state in self._roster)

    @property
    def _by_script(self) -> bool:
        """Whether the page's script asks: it gets short answers, and lets the browser fetch pages itself."""
        return "application/json" in self.request.headers.get("Accept", "")

    @property
    def _title(self) -> str:
        """What this form is called among those kept in the browser."""
        if self.meeting is None:
            return _("%(group)s: uusi tapaaminen") % {"group": self.group.name}
        return f"{self.group.name}: {self._when(self.meeting)}"

    def _draw(self, form: LogForm, *, status: int = 200, **context: Any) -> HttpResponse:
        if self._by_script and self.request.method == "POST":
            return JsonResponse({"ask": True}, status=status)
        shown = {
            "form": form,
            "group": self.group,
            "meeting": self.meeting,
            "draft": self.stored.draft,
            "log": self.stored.log,
            "crumbs": crumbs(self.group),
            "lock": lock_of(self.user),
            "shown_title": self._title,
            "has_costs": any(form[name].value() for name in COST_FIELDS) or form.errors.keys() & COST_FIELDS,
            **context,
        }
        return render(self.request, "groups/log_form.html", shown, status=status)
