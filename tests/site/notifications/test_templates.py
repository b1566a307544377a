"""Texts that editors write: used in place of the built-in ones, or held back whole with a word on what is wrong."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory

from notifications.domain import ValuesDiffer, notify, queue_mail
from notifications.kinds import MessageKind, Urgency, all_kinds
from notifications.many import Message, notify_all
from notifications.models import MessageTemplate, Notification, OutgoingMail
from notifications.outbox import UnableToResend, release_all_held, resend
from notifications.sweeps import sweep
from notifications.wording import fill, problems_of

pytestmark = pytest.mark.django_db
KIND = MessageKind(
    name="test-kind",
    title="Kerta siirtyi",
    urgency=Urgency.NOW,
    subject="Muutos",
    text="Kerta siirtyi.",
    values={"aika": ("kerran aika", "ti 24.11."), "paikka": ("paikka", "Sali 2")},
    needs=("aika",),
)


@pytest.fixture(autouse=True)
def listed(monkeypatch):
    monkeypatch.setitem(all_kinds(), KIND.name, KIND)


def template(subject="Hei, {nimi}!", text="Uusi aika on {aika}.", language="fi", checked=True):
    row = MessageTemplate(kind=KIND.name, language=language, subject=subject, text=text)
    if checked:
        row.full_clean()
    row.save()
    return row


def tell(user=None, **values):
    return notify(
        user=user or UserFactory(given_name="Kuovi"),
        kind=KIND.name,
        subject="Muutos",
        text="Kerta siirtyi.",
        values={"aika": "ti 24.11.", "paikka": "", **values},
        url="/oppi/",
        at=timezone.now(),
    )


def test_without_a_template_the_built_in_words_are_said_and_each_language_has_its_own():
    template(language="sv", subject="Ny tid", text="Tiden är {aika}.")
    assert tell().subject == "Muutos"
    assert tell(UserFactory(language="sv")).text == "Tiden är ti 24.11.."


def test_the_editors_words_are_filled_and_values_are_never_read_as_variables():
    template(text="Uusi aika on { aika }.\n\n{paikka}\n\n{teksti}\n\nKatso {linkki}")
    told = tell(aika="{nimi} <b>")
    mail = OutgoingMail.objects.get()
    assert told.subject == mail.subject == "Hei, Kuovi!"
    assert told.text.startswith("Uusi aika on {nimi} <b>.\n\nKerta siirtyi.")
    assert mail.text.count("http://testserver/oppi/") == 1  # named by the editor, so not added once more


@pytest.mark.parametrize(
    ("subject", "text", "found"),
    [
        ("Hei {nimii}", "Aika {aika}", "Tarkoititko {nimi}?"),
        ("Hei", "Aika {aika}, {hetu}", "Muuttujaa {hetu} ei ole tässä viestissä."),
        ("Hei", "Aika {aika", "pari"),
        ("Hei", "Aika aika}", "pari"),
        ("Hei", "{}{aika}", "Muuttujaa {} ei ole"),
        ("Hei", "Tule paikalle.", "Viestistä puuttuu {aika}"),
    ],
)
def test_a_text_that_could_not_be_sent_is_not_saved(subject, text, found):
    with pytest.raises(ValidationError) as error:
        template(subject, text)
    assert found in str(error.value.message_dict)
    assert not MessageTemplate.objects.exists()


def test_each_kind_has_one_text_in_a_language():
    template()
    with pytest.raises(ValidationError, match="on jo pohja"):
        template()


def test_a_wrong_text_that_got_in_stops_the_mail_until_it_is_put_right(client):
    row = template(text="Aika on {aikaa}", checked=False)
    told = tell()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.text) == ("held", "")
    assert "Tarkoititko {aika}?" in mail.error
    assert (told.subject, told.text) == ("Muutos", "Kerta siirtyi.")  # in the portal the person is told all the same
    with pytest.raises(UnableToResend, match="Tarkoititko"):
        resend(mail=mail, at=timezone.now())
    assert release_all_held(at=timezone.now()) == 0
    row.text = "Aika on {aika}."
    row.save()
    sweep(at=timezone.now())
    mail.refresh_from_db()
    assert (mail.state, mail.values) == ("sent", {})
    assert "Hei Kuovi,\n\nAika on ti 24.11.." in mail.text


def test_a_value_that_a_caller_forgets_is_found_in_tests_and_held_back_in_use(settings):
    with pytest.raises(ValuesDiffer):
        notify(user=UserFactory(), kind=KIND.name, subject="S", text="T", at=timezone.now())
    settings.MESSAGE_VALUES_ARE_CHECKED = False
    template()
    notify(user=UserFactory(), kind=KIND.name, subject="S", text="T", at=timezone.now())
    assert OutgoingMail.objects.get().state == "held"


def test_many_and_strangers_read_the_same_words():
    template(text="{nimi}: {aika}")
    people = [UserFactory(given_name="Kuovi"), UserFactory(given_name="Tiira"), UserFactory(is_active=False)]
    values = {"aika": "ti", "paikka": ""}
    told = notify_all(
        people=people, kind=KIND.name, message=lambda: Message.of(subject="S", text="T", values=values), url="",
        at=timezone.now(),
    )  # fmt: skip
    assert [row.text for row in told[:2]] == ["Kuovi: ti", "Tiira: ti"]
    assert OutgoingMail.objects.count() == 2
    queue_mail(to="x@x.test", subject="S", text="T", kind=KIND.name, values=values, language="fi", at=timezone.now())
    assert OutgoingMail.objects.get(to="x@x.test").subject == "Hei, !"


def test_the_class_of_a_kind_decides_whether_it_waits_for_the_digest(monkeypatch):
    calm = MessageKind(name="calm", title="x", urgency=Urgency.DIGEST, subject="x", text="x")
    monkeypatch.setitem(all_kinds(), "calm", calm)
    notify(user=UserFactory(), kind="calm", subject="S", text="T", at=timezone.now())
    assert Notification.objects.get().in_digest
    assert not OutgoingMail.objects.exists()


def test_every_listed_kind_can_be_said_in_its_own_examples():
    names = [kind.name for kind in all_kinds().values()]
    assert len(names) == len(set(names))
    for kind in all_kinds().values():
        examples = {name: str(example) for name, (_label, example) in kind.variables().items()}
        text = " ".join(f"{{{name}}}" for name in examples)
        assert not problems_of(kind, subject="{otsikko}", text=text), kind.name
        assert fill(text, examples)


def test_an_editor_writes_with_the_variables_beside_and_a_preview(client):
    client.force_login(AdminFactory())
    add = "/cms/snippets/notifications/messagetemplate/add/"
    empty = client.get(add).text
    assert "{maarapaiva}" in empty
    assert "data-w-autosave-interval" not in empty  # half a sentence would be in the next mail
    data = {"kind": "session-moved", "language": "fi", "subject": "Uusi aika", "text": "Uusi aika on {aiika}."}
    refused = client.post(add, data)
    assert "Tarkoititko {aika}?" in refused.text
    assert not MessageTemplate.objects.exists()
    tell_of = "/cms/snippets/notifications/messagetemplate/preview/"
    assert client.post(tell_of, data).json()["is_available"]
    assert "Tarkoititko {aika}?" in client.get(tell_of).text
    assert client.post(tell_of, data | {"text": "Uusi aika on {aika}. {oma_viesti}"}).json()["is_valid"]
    shown = client.get(tell_of).text
    assert "Uusi aika on ti 24.11. klo 14–16. Sali on remontissa." in shown
    assert 'class="mail-head"' in shown
    assert "style=" not in shown  # the editor's security policy lets no element carry its own look
    assert "Hei Kaisla," in client.get(tell_of, {"mode": "text"}).text
    assert client.post(add, data | {"text": "Uusi aika on {aika}."}).status_code == 302
    assert MessageTemplate.objects.get().text == "Uusi aika on {aika}."
    edit = f"/cms/snippets/notifications/messagetemplate/edit/{MessageTemplate.objects.get().pk}/"
    page = client.get(edit).text
    assert "{aiempi_aika}" in page
    assert "{maarapaiva}" not in page
