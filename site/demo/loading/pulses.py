"""The pulse of a few invented meetings, tapped by the verbs of courses.pulse."""

import uuid
from datetime import timedelta

from courses.groups.models import GroupMeeting
from courses.pulse.domain.answering import answer_pulse, open_pulse
from demo.loading.words import stable_id

TAPS = ((5, 4, 4), (4, 5, 4), (5, 3, 5), (4, 4, 3), (5, 5, 5), (4, 4, 4))  # open, room to speak, of use


def take_pulse(meeting: GroupMeeting, present: int) -> None:
    """Let everybody who was there answer in the evening."""
    evening = meeting.ends_at + timedelta(hours=1)
    pulse = open_pulse(meeting=meeting, at=evening)
    for number in range(present):
        openness, voice, use = TAPS[number % len(TAPS)]
        nonce = uuid.UUID(stable_id(f"{meeting.public_id}/{number}"))
        answer_pulse(pulse=pulse, nonce=nonce, values={"openness": openness, "voice": voice, "use": use}, at=evening)
