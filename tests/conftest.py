"""What every test needs: files in a folder of its own, an empty cache, and Wagtail's first rows.

Tests run without migrations, so the rows that Wagtail's migrations make are made here.
"""

import gc
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation
from django.utils.crypto import get_random_string
from hypothesis import settings as hypothesis_settings

# A slow moment of the machine is no fault of the code: no test asserts a timing. The examples are the same in every
# run, so that red means changed code; `--hypothesis-profile=explore` looks for new ones.
hypothesis_settings.register_profile("peili", deadline=None, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None)
hypothesis_settings.load_profile("peili")

# What is imported and collected stays until the end: looking through it for garbage again and again takes a tenth of
# the time of all tests.
gc.disable()


def pytest_collection_finish():
    """Leave out of garbage collection what is there now, and look for garbage more seldom."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out what never asks the database")


def pytest_collection_modifyitems(config, items):
    """Leave to the other stage of `make test` what cannot be asked of this database, and what needs no second answer.

    On the second database only what asks it is run again: a pure function gives the same on both. What shares dear
    things comes first: the first test process begins with a quarter of a half, and so has all of it. What commits
    stays last, as pytest-django puts it, since it empties the database.
    """
    kept = [item for item in items if _belongs_here(item, config)]
    kept.sort(key=lambda item: item.get_closest_marker("dear") is None)
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def _belongs_here(item, config):
    if item.get_closest_marker("migrations") and config.getoption("nomigrations"):
        return False
    only = item.get_closest_marker("only_on")
    if only and not settings.DATABASES["default"]["ENGINE"].endswith(only.args[0]):
        return False
    return _asks_the_database(item) or not config.getoption("--database-only")


def _asks_the_database(item):
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


@pytest.fixture(scope="session", autouse=True)
def _compiled_catalogs():
    """Translations are compiled from the .po files, which alone are kept in git."""
    from portal import translations

    for config in translations.own_apps():
        translations.compile_app(config)


@pytest.fixture(scope="session", autouse=True)
def _no_side_indexes():
    """Wagtail's reference and search indexes follow each saved page; no test of ours asks them, so they rest."""
    from django.db.models.signals import post_save
    from modelsearch.index import get_indexed_models
    from modelsearch.signal_handlers import post_save_signal_handler
    from wagtail.signal_handlers import disable_reference_index_auto_update

    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
    with disable_reference_index_auto_update():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of the run, with Wagtail's first rows."""
    with django_db_blocker.unblock():
        _make_first_rows()


@pytest.fixture(autouse=True)
def _first_rows_again(request):
    """A test that commits empties the database after itself, so the next such test needs the first rows again."""
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        _make_first_rows()


def _make_first_rows():
    from wagtail.models import Collection, Locale, Page, Site

    if Page.objects.exists():
        return
    locale, _created = Locale.objects.get_or_create(language_code="fi")
    root = Page.add_root(instance=Page(title="Juuri", slug="root", locale=locale))
    home = root.add_child(instance=Page(title="Peili", slug="home", locale=locale))
    Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True, site_name="Peili")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


@pytest.fixture(autouse=True)
def _own_files_and_cache(settings, tmp_path, tmp_path_factory):
    """Files go to a folder of the test, mail goes to our outbox, nothing is remembered from another test."""
    from courses.outline import forget_outlines

    forget_outlines()
    translation.activate("fi")  # the middleware leaves the last visitor's language behind
    settings.MEDIA_ROOT = tmp_path / "public"
    settings.PROTECTED_ROOT = tmp_path / "uploads"
    settings.KEYS_ROOT = tmp_path_factory.getbasetemp() / "keys"  # made once, by the first test that signs
    settings.ERASURE_LEDGER = tmp_path / "ledger.jsonl"
    settings.BADGE_KEYS = settings.KEYS_ROOT / "merkit"
    settings.NOTEBOOK_KEYS = ["bm90LWEtc2VjcmV0LWJ1dC0zMi1ieXRlcy1vZi1pdC4="]
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"
    cache.clear()
    yield
    cache.clear()


class QuickClient(Client):
    """A visitor whose being signed in is one row of a session, as it lies there after signing in.

    What signing in makes besides (the day of the last visit, the list of one's devices) has tests that sign in.
    """

    def force_login(self, user, backend=None):
        """Sign in; who had a session before goes on with it, as Django does."""
        if self.cookies.get(settings.SESSION_COOKIE_NAME):
            return super().force_login(user, backend)
        user.backend = backend or settings.AUTHENTICATION_BACKENDS[0]
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        values = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: user.backend}
        values[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store = import_module(settings.SESSION_ENGINE).SessionStore(key)
        store.model.objects.bulk_create(
            [store.model(session_key=key, session_data=store.encode(values), expire_date=store.get_expiry_date())]
        )
        self.cookies[settings.SESSION_COOKIE_NAME] = key
        return None


@pytest.fixture
def client():
    return QuickClient()


@pytest.fixture(scope="module")
def kept_rows(django_db_setup, django_db_blocker):
    """Let a fixture of the module make rows once; each test works on them in a transaction inside this one.

    Objects are for all tests of the module then: a test gets a copy of them. Nothing here may write files.
    """
    with django_db_blocker.unblock(), translation.override("fi"):
        around = transaction.atomic()
        around._from_testcase = True  # what asks to be the outermost transaction is told so by Django's own tests
        with around:
            yield
            transaction.set_rollback(True)


@pytest.fixture
def page_root(db):
    """Return the page below which a test puts its pages."""
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def run_on_commit(django_capture_on_commit_callbacks):
    """Return a context manager that runs what waits for the commit, such as the sending of mail."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
