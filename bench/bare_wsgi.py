"""The bare application, with nothing of Peili running beside it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
