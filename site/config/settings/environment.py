"""The environment, with what `.env` adds to it."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
environ.Env.read_env(ROOT / ".env")
