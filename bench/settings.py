"""The demo's settings for measuring: no rate limits, quiet logs, and a count of queries for who asks."""

from config.settings.dev import *

ACCOUNT_RATE_LIMITS = False
LOG_LEVEL = "ERROR"
LOGGING["root"]["level"] = LOG_LEVEL
MIDDLEWARE = ["bench.counting.QueryCountMiddleware", *MIDDLEWARE]
EMBEDDED_WORKER = False
