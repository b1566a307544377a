"""The verbs of feedback and data requests."""
