"""How long things are kept, hold or wait: the same for every site unless its environment says otherwise."""

from config.settings.environment import env

# --- Remote meetings -------------------------------------------------------------------------------------------
JOIN_OPENS_MINUTES = env.int("PEILI_JOIN_OPENS_MINUTES", default=15)  # before a course session
CONNECTION_LINK_HOURS = env.int("PEILI_CONNECTION_LINK_HOURS", default=4)  # guests' and support's, after the meeting

# --- Retention ------------------------------------------------------------------------------------------------
GROUP_CARDS_KEPT_DAYS = env.int("PEILI_GROUP_CARDS_KEPT_DAYS", default=90)  # after the group has ended (BR-19)
GROUP_GOAL_ASKED_AFTER = env.int("PEILI_GROUP_GOAL_ASKED_AFTER", default=3)  # meetings since the last time (BR-08)

# --- Forms without an account ----------------------------------------------------------------------------------
VISITOR_FORM_SECONDS = env.int("PEILI_VISITOR_FORM_SECONDS", default=2)  # a form sent sooner was filled in by a machine

# --- The register of facilitators ------------------------------------------------------------------------------
LISTING_VALID_DAYS = env.int("PEILI_LISTING_VALID_DAYS", default=365)  # then its facilitator is asked to confirm it
