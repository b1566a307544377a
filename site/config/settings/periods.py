"""How long things are kept, hold or wait: the same for every site unless its environment says otherwise."""

from config.settings.environment import env

# --- Remote meetings -------------------------------------------------------------------------------------------
JOIN_OPENS_MINUTES = env.int("PEILI_JOIN_OPENS_MINUTES", default=15)  # before a course session
CONNECTION_LINK_HOURS = env.int("PEILI_CONNECTION_LINK_HOURS", default=4)  # guests' and support's, after the meeting

# --- Retention ------------------------------------------------------------------------------------------------
GROUP_CARDS_KEPT_DAYS = env.int("PEILI_GROUP_CARDS_KEPT_DAYS", default=90)  # after the group has ended (BR-19)
GROUP_INVITATION_KEPT_DAYS = env.int("PEILI_GROUP_INVITATION_KEPT_DAYS", default=30)  # after it has expired
# Days. Closing a run starts the clocks (courses/run_clocks.py); see docs/operate.md.
RUN_REOPEN_DAYS = env.int("PEILI_RUN_REOPEN_DAYS", default=14)  # how long a closed run can be opened again
RUN_CLOSED_LATEST_DAYS = env.int("PEILI_RUN_CLOSED_LATEST_DAYS", default=90)  # after the last day, closed or not
NEEDS_KEPT_DAYS = env.int("PEILI_NEEDS_KEPT_DAYS", default=30)  # special needs, after the last day
STAFF_ACCESS_DAYS = env.int("PEILI_STAFF_ACCESS_DAYS", default=60)  # a trainer's, to a closed run
LEARNING_KEPT_DAYS = env.int("PEILI_LEARNING_KEPT_DAYS", default=365)  # what trainees wrote and answered; logs
RECORD_KEPT_DAYS = env.int("PEILI_RECORD_KEPT_DAYS", default=3653)  # ten years; then a person decides
ACCOUNT_KEPT_DAYS = env.int("PEILI_ACCOUNT_KEPT_DAYS", default=730)  # after the last sign-in
ACCOUNT_WARNED_DAYS = env.list("PEILI_ACCOUNT_WARNED_DAYS", cast=int, default=[60, 14])  # before that: twice
AUDIT_KEPT_DAYS = env.int("PEILI_AUDIT_KEPT_DAYS", default=730)  # who did and who fetched what
BACKGROUND_LINK_DAYS = env.int("PEILI_BACKGROUND_LINK_DAYS", default=180)  # whose answers, after the project's end
ANSWERED_KEPT_DAYS = env.int("PEILI_ANSWERED_KEPT_DAYS", default=730)  # data requests, after the answer
GROUP_GOAL_ASKED_AFTER = env.int("PEILI_GROUP_GOAL_ASKED_AFTER", default=3)  # meetings since the last time (BR-08)

# --- Forms without an account ----------------------------------------------------------------------------------
VISITOR_FORM_SECONDS = env.int("PEILI_VISITOR_FORM_SECONDS", default=2)  # a form sent sooner was filled in by a machine

# --- The register of facilitators ------------------------------------------------------------------------------
LISTING_VALID_DAYS = env.int("PEILI_LISTING_VALID_DAYS", default=365)  # then its facilitator is asked to confirm it

# --- Invitations ------------------------------------------------------------------------------------------------
INVITATION_DAYS = env.int("PEILI_INVITATION_DAYS", default=30)  # how long an invitation's link holds
INVITATION_ADDRESSES_KEPT_DAYS = env.int("PEILI_INVITATION_ADDRESSES_KEPT_DAYS", default=90)  # of who did not accept

# --- Events ------------------------------------------------------------------------------------------------------
EVENT_SIGNUPS_KEPT_DAYS = env.int("PEILI_EVENT_SIGNUPS_KEPT_DAYS", default=30)  # after the event; counts stay

# --- Coming into a run --------------------------------------------------------------------------------------------
KEY_TRIES_PER_HOUR = env.int("PEILI_KEY_TRIES_PER_HOUR", default=10)  # one person's tries with an enrollment key

# --- Candidates whom advisors propose -----------------------------------------------------------------------------
PROPOSALS_PER_MONTH = env.int("PEILI_PROPOSALS_PER_MONTH", default=10)  # of one advisor, in 30 days
CANDIDATES_KEPT_DAYS = env.int("PEILI_CANDIDATES_KEPT_DAYS", default=30)  # after the decision
CANDIDATES_UNDECIDED_DAYS = env.int("PEILI_CANDIDATES_UNDECIDED_DAYS", default=90)  # when nobody decides

# --- The library of publications -------------------------------------------------------------------------------
# Other sites are asked whether our links to them still lead there; those of the demo are invented.
LINK_CHECKS = env.bool("PEILI_LINK_CHECKS", default=not env.bool("PEILI_DEMO", default=False))
LINK_CHECKS_MAY_LOOK_INSIDE = False  # never the addresses of our own network

# --- Feedback ----------------------------------------------------------------------------------------------------
ACCESSIBILITY_ANSWER_DAYS = env.int("PEILI_ACCESSIBILITY_ANSWER_DAYS", default=14)  # act 306/2019
