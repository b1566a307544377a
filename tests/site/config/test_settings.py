"""The settings of a real installation, read by a process of its own from an environment like an operator's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NAMES = ["DEBUG", "DEMO", "MFA_REQUIRED_FOR_STAFF", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
NAMES += ["LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
NAMES += ["EMBEDDED_WORKER", "ALLAUTH_TRUSTED_PROXY_COUNT", "SESSION_ENGINE", "MAIL_CONFIG"]
ENVIRONMENT = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "peili.test", "DATA_DIR": "/srv/peili"}


def read(given, settings="config.settings.production"):
    code = f"""
import json, importlib
module = importlib.import_module({settings!r})
print(json.dumps({{name: getattr(module, name, None) for name in {NAMES!r}}}))
"""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", **given}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def told(given, **more):
    done = read({**given, **more})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_real_installation_is_strict_by_default():
    found = told(ENVIRONMENT)
    assert not found["DEBUG"]
    assert not found["DEMO"]
    for name in NAMES[2:7]:
        assert found[name] is True, name
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_a_database_server_has_a_worker_of_its_own_and_the_embedded_default_needs_none():
    assert told(ENVIRONMENT)["EMBEDDED_WORKER"] is True
    found = told(ENVIRONMENT, DATABASE_URL="postgres://peili@db/peili", REDIS_URL="redis://cache/0")
    assert found["EMBEDDED_WORKER"] is False
    assert found["SESSION_ENGINE"].endswith("cached_db")


def test_the_mail_server_is_named_by_an_address():
    config = told(ENVIRONMENT, MAIL_URL="smtp+tls://kuovi:sala%2Fsana@smtp.test:587")["MAIL_CONFIG"]
    assert (config["EMAIL_HOST"], config["EMAIL_PORT"]) == ("smtp.test", 587)
    assert (config["EMAIL_HOST_USER"], config["EMAIL_HOST_PASSWORD"]) == ("kuovi", "sala/sana")
    assert config["EMAIL_USE_TLS"] is True


def test_without_a_proxy_its_headers_are_not_believed():
    assert told(ENVIRONMENT, BEHIND_PROXY="0")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_what_a_real_installation_must_name_it_must_name(missing):
    given = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    done = read(given)
    assert done.returncode != 0
    assert missing in done.stderr
