"""Candidates for the training whom business advisors propose."""
