"""The relay: addresses are hidden, a double click sends once, too much is refused, nothing is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.accounts import UserFactory
from factories.directory import make_listing, make_words

from accounts.clocks import all_clocks, clear_due
from accounts.models import ErasureRecord
from accounts.visitors import new_opening
from courses.directory.domain import relay
from courses.directory.domain.listing import withdraw_listing
from courses.directory.forms import VisitorMessageForm
from courses.directory.models import ContactMessage
from courses.directory.privacy import erase_person, export_person
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db


def ask(listing, *, at=None, **words):
    return relay.ask_to_confirm(listing=listing, words=make_words(**words), language="fi", at=at or timezone.now())


def test_a_message_goes_on_once_and_nothing_of_it_stays():
    listing, at = make_listing(), timezone.now()
    words = make_words()
    first = relay.ask_to_confirm(listing=listing, words=words, language="sv", at=at)
    assert relay.ask_to_confirm(listing=listing, words=words, language="sv", at=at) == first, "a double click"
    mail = OutgoingMail.objects.get(kind="directory-confirm")
    assert mail.language == "sv"
    assert listing.user.email not in mail.text
    assert words.text not in mail.text
    for _again in range(2):
        relay.send_on(message=first, at=at)
    sent = OutgoingMail.objects.get(kind="directory-message")
    assert (sent.to, sent.reply_to) == (listing.user.email, words.email)
    assert words.text in sent.text
    assert words.name in sent.text
    first.refresh_from_db()
    assert (first.name, first.email, first.text) == ("", "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactMessage.objects.filter(pk=first.pk).update(text="x")


def test_neither_side_is_flooded():
    listing, at = make_listing(), timezone.now()
    for _time in range(relay.MOST_SENT):
        ask(listing, at=at)
    with pytest.raises(relay.UnableToContact, match="Tästä osoitteesta on"):
        ask(listing, email="VIERAS@esimerkki.test ", at=at)
    ask(listing, at=at + timedelta(days=1, minutes=1))
    for number in range(relay.MOST_RECEIVED - relay.MOST_SENT - 1):
        ask(listing, email=f"v{number}@esimerkki.test", at=at)
    with pytest.raises(relay.UnableToContact, match="Tämä ohjaaja"):
        ask(listing, email="uusi@esimerkki.test", at=at)


def test_a_reported_sender_is_closed_out_here_and_after_two_reports_everywhere():
    first, second, third = make_listing(), make_listing(), make_listing()
    at = timezone.now()
    for listing in (first, second):
        message = ask(listing, at=at)
        relay.report_message(message=message, at=at)
        message.refresh_from_db()
        assert message.reported_at is None, "what was never sent cannot be reported"
        relay.send_on(message=message, at=at)
        relay.report_message(message=message, at=at)
        with pytest.raises(relay.UnableToContact, match="ei voi lähettää"):
            ask(listing, at=at + timedelta(days=2))
    with pytest.raises(relay.UnableToContact, match="ei voi lähettää"):
        ask(third, at=at + timedelta(days=2))
    ask(third, email="toinen@esimerkki.test", at=at)


def test_messages_are_forgotten_in_their_time_and_with_the_listing():
    listing, at = make_listing(), timezone.now()
    ask(listing, at=at)
    sent = ask(listing, at=at)
    relay.send_on(message=sent, at=at)
    due = next(clock.due for clock in all_clocks() if clock.key == "directory.messages")
    today = timezone.localtime(at).date()
    assert due() == {today + timedelta(days=2): 1, today + timedelta(days=30): 1}
    clear_due(at=at + timedelta(days=3))
    assert list(ContactMessage.objects.all()) == [sent]
    clear_due(at=at + timedelta(days=31))
    assert not ContactMessage.objects.exists()
    ask(listing, at=at)
    withdraw_listing(user=listing.user, at=at)
    assert not ContactMessage.objects.exists()
    assert ErasureRecord.objects.filter(kind="directory.listing").count() == 1


def test_own_data_is_given_out_and_erased():
    listing = make_listing()
    writer = UserFactory()
    relay.send_as(user=writer, listing=listing, words=make_words(text="Hei!"), at=timezone.now())
    assert OutgoingMail.objects.get(kind="directory-message").reply_to == writer.email
    assert export_person(listing.user)["listing"]["text"] == listing.text
    assert len(export_person(listing.user)["received"]) == len(export_person(writer)["written"]) == 1
    erase_person(listing.user, at=timezone.now())
    assert export_person(listing.user) == {"listing": None, "received": [], "written": []}


def form(**values):
    base = {"name": "Vieno", "email": "v@esimerkki.test", "text": "Hei", "opened": new_opening(), "homepage": ""}
    return VisitorMessageForm({**base, **values})


def test_machines_are_kept_out_and_people_are_told_what_to_do(settings):
    assert form().is_valid()
    trapped = form(homepage="https://osta.test")
    assert list(trapped.errors) == ["homepage"]
    for word in ("", "x", "a:b:c", new_opening() + "x"):
        late = form(opened=word)
        assert list(late.errors) == ["opened"]
        assert late["opened"].value() not in ("", word), "sending again works"
    settings.VISITOR_FORM_SECONDS = 60
    assert list(form().errors) == ["opened"]
    assert list(form(email="v@").errors) == ["email"], "who has something to correct is not asked to wait as well"
