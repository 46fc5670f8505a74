"""Whether an answer holds what was expected, in one of its accepted forms."""

from __future__ import annotations

import re


def holds(text: str, forms: str) -> bool:
    """Whether one of ``forms``, which "|" parts, stands in ``text`` as whole words."""
    return any(
        re.search(rf"(?<!\w){re.escape(form.strip())}(?!\w)", text, re.IGNORECASE)
        for form in forms.split("|")
    )
