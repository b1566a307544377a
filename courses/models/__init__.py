"""Fields, constraints and filters of the course core; the verbs are in courses.domain."""

from courses.models.admission import NOTE_LENGTH, EnrolmentKey, EnrolmentStep, SessionCredit, Transfer
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
from courses.models.funding import Counting, FundingProject, Indicator, PlannedFigure
from courses.models.pages import ActivityPage, CoursePage, Outcome, Prerequisite, ProgrammeItem, SessionPage
from courses.models.questions import QUESTION_LENGTH, SessionQuestion
from courses.models.review import ReviewLease
from courses.models.runs import CourseRun, RuleSet, RunStaff, Session, SessionContent
from courses.models.trash import TrashPage

__all__ = [
    "NOTE_LENGTH",
    "QUESTION_LENGTH",
    "ActivityCompletion",
    "ActivityPage",
    "Attendance",
    "AttendanceChange",
    "CheckInCode",
    "ConditionException",
    "ConditionState",
    "ConferenceList",
    "Counting",
    "CoursePage",
    "CourseRun",
    "DeliveryForm",
    "DeliverySession",
    "Enrolment",
    "EnrolmentKey",
    "EnrolmentStep",
    "FundingProject",
    "Indicator",
    "MakeUp",
    "Outcome",
    "OutlineVersion",
    "PlannedFigure",
    "Prerequisite",
    "ProgrammeItem",
    "RegisterEvent",
    "ReviewLease",
    "RuleSet",
    "RunStaff",
    "Session",
    "SessionChange",
    "SessionContent",
    "SessionCredit",
    "SessionNotice",
    "SessionPage",
    "SessionQuestion",
    "Transfer",
    "TrashPage",
]
