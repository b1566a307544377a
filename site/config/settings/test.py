"""Settings for the test suite: fast hashes, tasks at once, files in a folder of the test's own."""

from config.settings.base import *

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DEMO = True
MESSAGE_VALUES_ARE_CHECKED = True
BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = BASE_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMBEDDED_WORKER = False
VISITOR_FORM_SECONDS = 0
LINK_CHECKS = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
if not DATABASE_URL:
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"].pop("init_command")
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
    DATABASES["default"]["TEST"] = {"TEMPLATE": env("PEILI_TEST_TEMPLATE", default="") or None}
# Without migrations the search index table of SQLite is not there; search has tests of its own that migrate.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False  # type: ignore[assignment]
