"""Fields and constraints of feedback and data requests; the verbs are in feedback.domain."""

from feedback.models.tickets import AccessibilityFeedback, DataRequest

__all__ = ["AccessibilityFeedback", "DataRequest"]
