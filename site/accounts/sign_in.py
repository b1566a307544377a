"""Signing in with a code from a mail: allauth's form, for addresses that can be one's own."""

from allauth.account.fields import EmailField
from allauth.account.forms import RequestLoginCodeForm

from accounts.adapter import LONGEST_EMAIL


class AskCodeForm(RequestLoginCodeForm):
    """Asks where to send the code; a longer address is nobody's, and could not be stored in the outbox."""

    email = EmailField(max_length=LONGEST_EMAIL)
