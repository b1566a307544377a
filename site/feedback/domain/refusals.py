"""What cannot be done with a ticket, with words for the person who tried."""


class UnableToHandle(Exception):
    """It is not possible now; the message says why and what to do."""
