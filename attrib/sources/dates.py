"""Dates of documents, however they are written, as ISO 8601 writes them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner", "february feb februar", "march mar märz", "april apr",
            "may mai", "june jun juni", "july jul juli", "august aug",
            "september sept sep", "october oct oktober okt", "november nov",
            "december dec dezember dez",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
"""English and German names of months, in small letters."""

_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_Y, _M, _D = "(?P<year>[12][0-9]{3})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_NAME = rf"(?P<month>{'|'.join(MONTHS)})\.?"
_NTH = rf"{_D}(?:st|nd|rd|th|\.)?"
_FORMS = [
    re.compile(rf"(?:[^\W\d_]+\.?,\s*)?{form}(?:(?:T|,?\s+)[0-9]{{1,2}}:[0-9]{{2}}.*)?", re.I)
    for form in (
        rf"{_Y}(?P<sep>[-/.]){_M}(?P=sep){_D}",
        rf"{_Y}[-/]{_M}",
        "(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_Y}\s?年\s?{_M}\s?月(?:\s?{_D}\s?日)?",
        rf"{_D}\.\s?{_M}\.\s?{_Y}",
        rf"{_D}(?P<sep>[-/]){_M}(?P=sep){_Y}",
        rf"{_M}(?P<sep>[-/]){_D}(?P=sep){_Y}",
        rf"{_NTH}(?:\s+(?:of\s+)?|-){_NAME}(?:,?\s+|-){_Y}",
        rf"{_NAME}\s+{_NTH},?\s+{_Y}",
        rf"{_NAME},?\s+{_Y}",
    )
]


def iso_date(text: str) -> str:
    """The date that ``text`` tells as ``2024-05-31`` or ``2024-05``. As it is come back what is ISO 8601
    already, what is no date, and what may be two: ``05/04/2024``.
    """
    if _ISO.match(text):  # keeps its time
        return text
    found = (form.fullmatch(text) for form in _FORMS)
    readings = {reading for match in found if match and (reading := _reading(match))}
    return readings.pop() if len(readings) == 1 else text


def _reading(match: re.Match[str]) -> str | None:
    """What ISO 8601 writes for it; None for a day that there is not."""
    told = match.groupdict()
    month, day = told["month"].lower(), told.get("day")
    try:
        found = date(int(told["year"]), MONTHS.get(month) or int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day else found[: len("2024-05")]
