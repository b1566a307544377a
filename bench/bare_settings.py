"""The least a signed-in Django page needs: sessions, people, one query, one template. The floor to compare with."""

from bench.settings import *

INSTALLED_APPS = ["accounts", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "bench.bare_urls"
MIDDLEWARE = [
    "bench.counting.QueryCountMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
BARE_PAGE = """<!doctype html><html lang="en"><title>Bare</title><h1>{{ user.email }}</h1><table>
{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.codename }}</td><td>{{ row.name }}</td></tr>
{% endfor %}</table></html>"""
LOADER = ("django.template.loaders.locmem.Loader", {"bare.html": BARE_PAGE})
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [LOADER])]},
    }
]
