# ruff: noqa: E501 -- a drawing is one line
"""The drawings behind `{% icon %}`: 24 × 24, one line weight, in the colour of the text around them."""

# Each value is what stands inside <svg viewBox="0 0 24 24">. Lines take their stroke from the style sheet.
ICONS = {
    # states
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "done": '<circle cx="12" cy="12" r="9.2" fill="currentColor"/><path d="m7.8 12.4 3 3 5.4-6" class="on"/>',
    "half": '<circle cx="12" cy="12" r="9.2"/><path d="M12 2.8a9.2 9.2 0 0 1 0 18.4z" fill="currentColor" stroke="none"/>',
    "ring": '<circle cx="12" cy="12" r="9.2"/>',
    "lock": '<rect x="5" y="11" width="14" height="9.5" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "clock": '<circle cx="12" cy="12" r="9.2"/><path d="M12 7v5.2l3.2 2"/>',
    "alert": '<path d="M12 3.2 22 20.3H2z"/><path d="M12 9.5v5M12 17.3v.2"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "away": '<circle cx="12" cy="12" r="9.2"/><path d="m8.5 8.5 7 7M15.5 8.5l-7 7"/>',
    "info": '<circle cx="12" cy="12" r="9.2"/><path d="M12 11v5.5M12 7.4v.2"/>',
    "undo": '<path d="M9 6 4 11l5 5"/><path d="M4 11h10a5.5 5.5 0 0 1 0 11h-2"/>',
    # ways
    "arrow-right": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "arrow-left": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "chevron-right": '<path d="m9 5 7 7-7 7"/>',
    "chevron-down": '<path d="m5 9 7 7 7-7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "external": '<path d="M13 4h7v7M20 4l-9 9M18 14v6H4V6h6"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"/>',
    # things one learns from, by activity type
    "lesson": '<path d="M12 6.5C10 5 7 4.5 3.5 5v13.5C7 18 10 18.5 12 20c2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5zM12 6.5V20"/>',
    "recording": '<circle cx="12" cy="12" r="9.2"/><path d="M10 8.5v7l5.5-3.5z"/>',
    "exercise": '<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10"/>',
    "discussion": '<path d="M4 5h16v11h-9l-4.5 4V16H4z"/>',
    "quiz": '<circle cx="12" cy="12" r="9.2"/><path d="M9.3 9.5a2.8 2.8 0 1 1 4 2.5c-.9.5-1.3 1-1.3 2M12 16.8v.2"/>',
    "assignment": '<path d="M6 3.5h8.5L19 8v12.5H6z"/><path d="M14 3.5V8.5h5M9 12.5h7M9 16h5"/>',
    "survey": '<path d="M4 6.5l1.5 1.5L8 5M4 12.5l1.5 1.5L8 11M4 18.5l1.5 1.5L8 17M12 7h8M12 13h8M12 19h8"/>',
    "selfassessment": '<circle cx="12" cy="12" r="9.2"/><path d="m15.5 8.5-2 5-5 2 2-5z"/>',
    # people, places, times
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.7-4 3.7-6 7.5-6s6.8 2 7.5 6"/>',
    "group": '<circle cx="9" cy="8.5" r="3.3"/><path d="M3 19.5c.5-3.5 2.9-5.2 6-5.2s5.5 1.7 6 5.2M15.5 5.6a3.3 3.3 0 0 1 0 5.8M17.5 14.7c2 .7 3.2 2.3 3.5 4.8"/>',
    "calendar": '<rect x="4" y="5" width="16" height="15.5" rx="1.5"/><path d="M4 10h16M8.5 2.8V7M15.5 2.8V7"/>',
    "place": '<path d="M12 21.5c-4.5-5-6.5-8.2-6.5-11.5a6.5 6.5 0 0 1 13 0c0 3.3-2 6.5-6.5 11.5z"/><circle cx="12" cy="10" r="2.3"/>',
    "online": '<rect x="3" y="5" width="18" height="12" rx="1.5"/><path d="M8.5 20.5h7"/>',
    "mail": '<rect x="3" y="5.5" width="18" height="13" rx="1.5"/><path d="m3.5 7 8.5 6 8.5-6"/>',
    "phone": '<path d="M5 3.5h4l1.5 5-2.3 1.6a12 12 0 0 0 5.7 5.7l1.6-2.3 5 1.5v4a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 5A1.5 1.5 0 0 1 5 3.5z"/>',
    "globe": '<circle cx="12" cy="12" r="9.2"/><path d="M2.8 12h18.4M12 2.8c5 5.5 5 13 0 18.4M12 2.8c-5 5.5-5 13 0 18.4"/>',
    # deeds
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "edit": '<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19z"/>',
    "remove": '<path d="M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 14h9l1-14M10.3 10.5v6M13.7 10.5v6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "download": '<path d="M12 3.5V15M7 10.5l5 5 5-5M4 20.5h16"/>',
    "upload": '<path d="M12 16V4.5M7 9l5-5 5 5M4 20.5h16"/>',
    "print": '<path d="M7 8.5V3.5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7z"/>',
    "copy": '<rect x="8" y="8" width="12" height="12.5" rx="1.5"/><path d="M16 8V3.5H4V16h4"/>',
    "share": '<circle cx="6" cy="12" r="2.5"/><circle cx="17.5" cy="5.5" r="2.5"/><circle cx="17.5" cy="18.5" r="2.5"/><path d="m8.2 10.8 7-4M8.2 13.2l7 4"/>',
    "eye": '<path d="M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12z"/><circle cx="12" cy="12" r="3"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "settings": '<path d="M4 7h9M19 7h1M4 17h2M12 17h8"/><circle cx="16" cy="7" r="2.5"/><circle cx="9" cy="17" r="2.5"/>',
    "sign-out": '<path d="M14 8V4H4v16h10v-4M9 12h12M17 8l4 4-4 4"/>',
    # objects
    "certificate": '<path d="M4 4h16v11.5H13M4 4v11.5h2.5M8 8h8"/><circle cx="10" cy="14.5" r="3"/><path d="M8.5 17v4.5l1.5-1 1.5 1V17"/>',
    "file": '<path d="M6 3.5h8.5L19 8v12.5H6z"/><path d="M14 3.5V8.5h5"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11L20 13.5v6H4zM4 13.5h4.5a3.5 3.5 0 0 0 7 0H20"/>',
    "bell": '<path d="M6 17c1-2 1-3.5 1-6a5 5 0 0 1 10 0c0 2.5 0 4 1 6zM10 20.5h4"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="m11.3 12.2 8.7-8.7M16 7.5l3 3"/>',
    "shield": '<path d="M12 3 4.5 5.5V11c0 5 3 8.3 7.5 10 4.5-1.7 7.5-5 7.5-10V5.5z"/><path d="m8.8 11.8 2.4 2.4 4.2-4.7"/>',
    "euro": '<path d="M18 6.5A7 7 0 1 0 18 17.5M4 10.3h9M4 13.7h8"/>',
    "quote": '<path d="M5 17c3-1 4.5-3.5 4.5-7H5V5.5h4.5M14 17c3-1 4.5-3.5 4.5-7H14V5.5h4.5"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>',
}

# A state has its shape and its tone; its word comes from `state_word`. Aliases let the domain's own names through.
STATES = {
    "done": ("done", "done"),
    "progress": ("half", "progress"),
    "open": ("ring", "open"),
    "closed": ("lock", "closed"),
    "waiting": ("clock", "waiting"),
    "attention": ("alert", "attention"),
    "returned": ("undo", "attention"),
    "absent": ("away", "attention"),
    "impossible": ("alert", "attention"),
    "next": ("arrow-right", "next"),
}
STATE_ALIASES = {
    "met": "done",
    "not_yet": "open",
    "current": "progress",
    "locked": "closed",
    "accepted": "done",
    "present": "done",
}
