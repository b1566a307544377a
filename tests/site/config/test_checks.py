from pathlib import Path

import pytest

from config import checks


def ids(messages):
    return [message.id for message in messages]


@pytest.fixture
def real(settings):
    settings.DEMO = False
    settings.DATA_DIR = Path("/srv/peili")
    settings.DATA_DIR_IS_SET = True
    return settings


@pytest.mark.parametrize("folder", ["", "site", "media", "courses/groups", "tests/uploads"])
def test_data_may_not_lie_among_code(real, folder):
    real.DATA_DIR = Path(real.ROOT) / folder
    assert ids(checks.check_data_folder(None)) == ["peili.E001"]


@pytest.mark.parametrize("folder", ["/srv/peili", "/var/lib/peili"])
def test_data_may_lie_outside(real, folder):
    real.DATA_DIR = Path(folder)
    assert checks.check_data_folder(None) == []


def test_a_checkout_keeps_its_data_in_var(settings):
    settings.DATA_DIR = Path(settings.ROOT) / "var"
    assert checks.check_data_folder(None) == []


def test_a_real_installation_names_its_folder(real):
    real.DATA_DIR_IS_SET = False
    assert ids(checks.check_data_folder(None)) == ["peili.E002"]


@pytest.mark.parametrize(
    ("secret", "found"), [("x" * 50, []), ("short", ["peili.E003"]), ("only-for-" * 9, ["peili.E003"])]
)
def test_a_real_installation_has_a_secret_of_its_own(real, secret, found):
    real.SECRET_KEY = secret
    assert ids(checks.check_secrets(None)) == found


@pytest.mark.parametrize(("url", "found"), [("", ["peili.W001"]), ("smtp://localhost", [])])
def test_a_real_installation_has_a_mail_server(real, url, found):
    real.MAIL_URL = url
    assert ids(checks.check_mail(None)) == found


@pytest.mark.parametrize(
    ("database", "redis", "found"),
    [("", "", []), ("postgres://db", "", ["peili.W002"]), ("postgres://db", "redis://cache", [])],
)
def test_servers_that_share_a_database_share_a_cache(real, database, redis, found):
    real.DATABASE_URL, real.REDIS_URL = database, redis
    assert ids(checks.check_shared_cache(None)) == found


def test_the_demo_needs_none_of_them(settings):
    settings.DEMO = True
    settings.SECRET_KEY = "x"
    settings.MAIL_URL = ""
    assert [*checks.check_data_folder(None), *checks.check_secrets(None), *checks.check_mail(None)] == []
