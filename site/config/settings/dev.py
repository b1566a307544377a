"""Settings for a checkout: the demo and development."""

from config.settings.base import *

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("PEILI_DEMO", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-a-checkout-on-ones-own-machine-0123456789abcdef")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
