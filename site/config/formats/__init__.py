"""Dates and times as they may be typed; languages not named here use Django's own forms."""
