"""Which text of the terms of use is in force; the text itself is `templates/accounts/terms.html`.

Changing the text in substance means a new version here: acceptances name the version.
"""

CURRENT = "2026-11"
