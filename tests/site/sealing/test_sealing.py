"""Private texts: sealed with a key of each person, wrapped with a main key that is outside the database."""

import stat

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.accounts import UserFactory

from accounts.personal_data import erase_all
from sealing.domain import UnableToOpen, open_many, open_sealed, rewrap_keys, seal
from sealing.keyring import key_file
from sealing.models import PersonalKey

pytestmark = pytest.mark.django_db
TEXT = "Jännitin hiljaisuutta 🤫 <script>"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path / "avaimet"
    settings.NOTEBOOK_KEYS = []


def test_the_first_text_makes_a_key_file_that_only_the_service_reads():
    user = UserFactory()
    sealed = seal(user=user, text=TEXT)
    assert TEXT not in sealed
    assert open_sealed(user=user, sealed=sealed) == TEXT
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert key_file().read_text().strip() not in serializers.serialize("json", PersonalKey.objects.all())
    assert seal(user=user, text="") == ""
    assert open_many(user=user, sealed=["", sealed]) == ["", TEXT]


def test_anothers_key_opens_nothing():
    one, other = UserFactory(), UserFactory()
    sealed = seal(user=one, text=TEXT)
    seal(user=other, text="muuta")
    with pytest.raises(UnableToOpen):
        open_sealed(user=other, sealed=sealed)


@pytest.mark.parametrize("damage", ["", "ei avain", Fernet.generate_key().decode()], ids=["empty", "odd", "another"])
def test_a_wrong_or_missing_main_key_says_so_and_loses_nothing(damage):
    user, newcomer = UserFactory(), UserFactory()
    sealed, kept = seal(user=user, text=TEXT), key_file().read_text()
    if damage:
        key_file().write_text(damage)
    else:
        key_file().unlink()
    for act in (lambda: open_sealed(user=user, sealed=sealed), lambda: seal(user=user, text="uusi")):
        with pytest.raises(UnableToOpen, match="tallessa"):
            act()
    if not damage:  # a new main key would hide the accident
        with pytest.raises(UnableToOpen):
            seal(user=newcomer, text="uusi")
        assert not key_file().exists()
    key_file().write_text(kept)
    assert open_sealed(user=user, sealed=sealed) == TEXT


def test_the_main_key_is_changed_without_touching_a_text(capsys):
    user = UserFactory()
    sealed, old = seal(user=user, text=TEXT), key_file().read_text()
    call_command("rotate_notebook_keys")
    assert "1 keys wrapped anew" in capsys.readouterr().out
    assert old.strip() not in key_file().read_text()
    assert open_sealed(user=user, sealed=sealed) == TEXT


def test_keys_from_the_settings_are_changed_by_putting_the_new_one_first(settings):
    user, old, new = UserFactory(), Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.NOTEBOOK_KEYS = [old]
    sealed = seal(user=user, text=TEXT)
    settings.NOTEBOOK_KEYS = [new, old]
    call_command("rotate_notebook_keys")
    settings.NOTEBOOK_KEYS = [new]
    assert open_sealed(user=user, sealed=sealed) == TEXT
    assert not key_file().exists()
    settings.NOTEBOOK_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError):
        call_command("rotate_notebook_keys")


def test_the_key_goes_with_the_account(django_assert_num_queries):
    user = UserFactory()
    sealed = seal(user=user, text=TEXT)
    with django_assert_num_queries(1):
        open_many(user=user, sealed=[sealed] * 50)
    erase_all(user, at=timezone.now())
    assert not PersonalKey.objects.exists()
    with pytest.raises(UnableToOpen):
        open_sealed(user=user, sealed=sealed)
    assert rewrap_keys(at=timezone.now()) == 0
