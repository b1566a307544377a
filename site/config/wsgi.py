"""The door for WSGI servers (granian, gunicorn)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

from config import worker  # noqa: E402 -- the apps must be loaded first

worker.start_embedded()
