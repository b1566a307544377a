"""What cannot be done with an event or a sign-up, with words for the person who tried."""


class EventRefusal(Exception):
    """It is not possible now; the message says why and what to do."""


class UnableToSignUp(EventRefusal):
    """Signing up, or canceling it, is not possible."""


class UnableToPlan(EventRefusal):
    """The event cannot be published, canceled or counted like this."""
