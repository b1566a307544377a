"""A bare signed-in Django page: what `startproject` sets up, one query, one template. The floor to compare with.

The middleware and context processors are those of a new project, since no site would serve people without them.
"""

from bench.settings import *

CONTRIB = ("auth", "contenttypes", "sessions", "messages")
INSTALLED_APPS = ["accounts", *(f"django.contrib.{name}" for name in CONTRIB)]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ROOT_URLCONF = "bench.bare_urls"
MIDDLEWARE = [
    "bench.counting.QueryCountMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
BARE_PAGE = """<!doctype html><html lang="en"><title>Bare</title><h1>{{ user.email }}</h1><table>
{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.codename }}</td><td>{{ row.name }}</td></tr>
{% endfor %}</table></html>"""
LOADER = ("django.template.loaders.locmem.Loader", {"bare.html": BARE_PAGE})
PROCESSORS = ("template.context_processors.request", "contrib.auth.context_processors.auth")
PROCESSORS += ("contrib.messages.context_processors.messages",)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [f"django.{name}" for name in PROCESSORS],
            "loaders": [("django.template.loaders.cached.Loader", [LOADER])],
        },
    }
]
