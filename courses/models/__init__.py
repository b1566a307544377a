"""Fields, constraints and filters of the course core; the verbs are in courses.domain."""

from courses.models.attendance import (
    Attendance,
    AttendanceChange,
    CheckInCode,
    ConferenceList,
    MakeUp,
    RegisterEvent,
)
from courses.models.changes import SessionChange, SessionNotice
from courses.models.completion import ActivityCompletion, ConditionException, ConditionState, OutlineVersion
from courses.models.delivery import DeliveryForm, DeliverySession
from courses.models.enrolment import Enrolment
from courses.models.pages import ActivityPage, CoursePage, Outcome, Prerequisite, ProgrammeItem, SessionPage
from courses.models.questions import QUESTION_LENGTH, SessionQuestion
from courses.models.review import ReviewLease
from courses.models.runs import CourseRun, RuleSet, RunStaff, Session, SessionContent
from courses.models.trash import TrashPage

__all__ = [
    "QUESTION_LENGTH",
    "ActivityCompletion",
    "ActivityPage",
    "Attendance",
    "AttendanceChange",
    "CheckInCode",
    "ConditionException",
    "ConditionState",
    "ConferenceList",
    "CoursePage",
    "CourseRun",
    "DeliveryForm",
    "DeliverySession",
    "Enrolment",
    "MakeUp",
    "Outcome",
    "OutlineVersion",
    "Prerequisite",
    "ProgrammeItem",
    "RegisterEvent",
    "ReviewLease",
    "RuleSet",
    "RunStaff",
    "Session",
    "SessionChange",
    "SessionContent",
    "SessionNotice",
    "SessionPage",
    "SessionQuestion",
    "TrashPage",
]
