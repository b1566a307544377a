"""Settings shared by all environments. The environment is read in this package only."""

from pathlib import Path

from csp.constants import NONE, SELF

from config.plugins import activity_apps
from config.settings.content import *
from config.settings.environment import ROOT, env
from config.settings.periods import *
from config.settings.signing_in import *
from media.storage import s3_options

# Where everything lives that is not code: database, uploads, renditions, collected static files, logs.
DATA_DIR = Path(env("DATA_DIR", default=str(ROOT / "var"))).resolve()
DATA_DIR_IS_SET = bool(env("DATA_DIR", default=""))

DEBUG = False
DEMO = env.bool("PEILI_DEMO", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "portal.views.errors.stale_form"
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")  # used in mails and on certificates

INSTALLED_APPS = [
    "config",
    "accounts",
    "notifications",
    "sealing",
    "calendars",
    "media",
    "courses",
    "courses.groups",
    "courses.notebook",
    "courses.connection",
    "courses.pulse",
    "courses.quotes",
    "courses.background",
    "courses.announcements",
    "courses.experts",
    "courses.invitations",
    "courses.certificates",
    "courses.candidates",
    "courses.directory",
    "events",
    "feedback",
    "publications",
    "courses.closing",
    "courses.reporting",
    "courses.areas",
    *activity_apps(),
    "portal",
    "demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "accounts.wagtail_apps.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.sites",  # its page is linked from the page explorer wherever a site begins
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # its widget templates, for FORM_RENDERER
]

MIDDLEWARE = [
    "config.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.csp.PolicyMiddleware",
    "config.csp.AdminPolicyMiddleware",
    "config.middleware.DevicePolicyMiddleware",
    "config.middleware.CookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.LanguageMiddleware",
    "portal.middleware.SignOutMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "portal.hats.HatMiddleware",
    "courses.views.unsent.UnsentMiddleware",
    "portal.middleware.FormAddressMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
FORM_RENDERER = "portal.forms_renderer.PeiliRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.peili",
                "courses.templatetags.visit",
            ],
        },
    }
]

# --- Data: the embedded default is one SQLite file; a URL makes it PostgreSQL -------------------------------
DATABASE_URL = env("DATABASE_URL", default="")
if DATABASE_URL:
    DATABASES = {"default": env.db("DATABASE_URL")}
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=8),
        }
        # What is asked again and again is planned once for each connection. A pooler between that gives every
        # transaction another connection (PgBouncer) cannot have that: DATABASE_PREPARE=0.
        if prepare := env.int("DATABASE_PREPARE", default=5):
            DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": prepare}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "CONN_MAX_AGE": 600,  # each thread keeps its connection: opening one costs as much as several queries
            "OPTIONS": {
                # A reader never waits for the writer (WAL, turned on by config.sqlite before the first table); a
                # writer takes its place at once (IMMEDIATE), so that two wait for each other instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    }

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "portal.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
EMBEDDED_WORKER = env.bool("PEILI_EMBEDDED_WORKER", default=not DATABASE_URL)

# --- Files --------------------------------------------------------------------------------------------------
MEDIA_ROOT = DATA_DIR / "public"
MEDIA_URL = "/files/"
PROTECTED_ROOT = DATA_DIR / "uploads"
PROTECTED_ACCEL_PREFIX = env("PROTECTED_ACCEL_PREFIX", default="")  # nginx location that serves PROTECTED_ROOT
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
S3_URL = env("S3_URL", default="")  # s3://key:secret@host/bucket?region=…
STORAGES = {
    "default": {"BACKEND": "media.storage.PublicStorage"},
    "protected": {"BACKEND": "media.storage.ProtectedStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Certificates: whose key signs the files, and the keys of the badges --------------------------------------
KEYS_ROOT = DATA_DIR / "keys"  # self-made keys; never shared, and part of the backup
_SIGNING = ("P12_FILE", "P12_PASSWORD", "TIMESTAMP_URL", "ROOTS_FILE")
_TOKEN = ("PKCS11_MODULE", "PKCS11_TOKEN", "PKCS11_PIN", "PKCS11_KEY", "PKCS11_CERTIFICATE")  # instead of a file
CERTIFICATE_SIGNING = {
    **{name: env(f"CERTIFICATE_{name}", default="") for name in (*_SIGNING, *_TOKEN)},
    "LONG_TERM": env.bool("CERTIFICATE_LONG_TERM", default=False),
}
BADGE_KEYS = Path(env("BADGE_KEYS", default=str(KEYS_ROOT / "merkit")))  # a folder; the newest name signs

# --- Private texts: the main keys (Fernet), newest first; without them a file in KEYS_ROOT is made --------------
NOTEBOOK_KEYS = env.list("NOTEBOOK_KEYS", default=[])

# --- The ledger of erasures: kept apart from the database's backup, so that a restore brings nobody back -------------
ERASURE_LEDGER = Path(env("ERASURE_LEDGER", default=str(DATA_DIR / "erasures" / "ledger.jsonl")))

# --- People -------------------------------------------------------------------------------------------------
PASSWORD_HASHERS = ["accounts.hashers.Argon2idHasher"]
AUTHENTICATION_BACKENDS = ["portal.backends.PeiliBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BASE_URL.startswith("https") else "http"
MFA_REQUIRED_FOR_STAFF = env.bool("PEILI_STAFF_MFA", default=False)
USERSESSIONS_TRACK_ACTIVITY = False

# --- Mail: every mail is a row in the outbox first -----------------------------------------------------------
EMAIL_BACKEND = "notifications.backends.OutboxBackend"
MAIL_URL = env("MAIL_URL", default="")  # smtp+tls://user:password@host:587
MAIL_CONFIG = env.email_url("MAIL_URL") if MAIL_URL else {}
MESSAGE_VALUES_ARE_CHECKED = False  # a caller that gives other values than its kind lists fails in tests, not in use
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Peili <peili@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kieli"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [
    ROOT / "site" / "portal" / "overrides",  # what Django and allauth say, in our words
    ROOT / "site" / "portal" / "overrides_cms",  # what Wagtail has no Finnish for
]
WAGTAIL_CONTENT_LANGUAGES = [("fi", "Suomi")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

WAGTAILADMIN_BASE_URL = BASE_URL

# --- Security ------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
if S3_URL:  # pictures and recordings are answered with a signed address of the bucket
    for directive in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append(s3_options(S3_URL)["endpoint_url"])
# Services whose content an author may put into a text; frames of these alone are allowed, where they are shown.
EMBED_HOSTS = env.list("EMBED_HOSTS", default=["www.youtube-nocookie.com", "player.vimeo.com"])
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of our own
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db", "wagtail")},
}
SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",
    "auth.W004",  # the address is unique whatever its case, by a constraint the check does not see
]
