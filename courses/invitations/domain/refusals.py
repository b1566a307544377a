"""What cannot be done with an invitation or a list, with words for the person who tried."""


class UnableToInvite(Exception):
    """The person cannot be invited, or the list cannot be used; the message says why."""


class UnableToAnswer(Exception):
    """The invitation cannot be accepted or refused now; the message says why."""
