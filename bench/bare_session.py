"""Sign people in for the bare server, which knows no sign-in page, and print the keys of their sessions."""

import sys

import django


def main() -> None:
    """Make a session for each person whose e-mail address is given."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    for email in sys.argv[1:]:
        person = get_user_model().objects.get(email=email)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        print(session.session_key)


if __name__ == "__main__":
    main()
