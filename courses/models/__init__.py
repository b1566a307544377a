"""Fields, constraints and filters of the course core; the verbs are in courses.domain."""

from courses.models.completion import ActivityCompletion, ConditionException, ConditionState, OutlineVersion
from courses.models.delivery import DeliveryForm, DeliverySession
from courses.models.enrolment import Attendance, Enrolment
from courses.models.pages import ActivityPage, CoursePage, Outcome, ProgrammeItem, SessionPage
from courses.models.questions import QUESTION_LENGTH, SessionQuestion
from courses.models.runs import CourseRun, RuleSet, RunStaff, Session, SessionContent

__all__ = [
    "QUESTION_LENGTH",
    "ActivityCompletion",
    "ActivityPage",
    "Attendance",
    "ConditionException",
    "ConditionState",
    "CoursePage",
    "CourseRun",
    "DeliveryForm",
    "DeliverySession",
    "Enrolment",
    "Outcome",
    "OutlineVersion",
    "ProgrammeItem",
    "RuleSet",
    "RunStaff",
    "Session",
    "SessionContent",
    "SessionPage",
    "SessionQuestion",
]
