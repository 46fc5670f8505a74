"""What a server says is wrong with a request, in its own words, and which parameter it does not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

TOLD = 200
"""Characters of a server's words that are told."""
UNSUPPORTED = ("unsupported_parameter", "unsupported_value")
"""Codes of OpenAI's for a parameter that a model does not take."""

# Under these keys servers say it, as a text, as an object or as a list of such; OpenRouter hands on what
# another server said under the last two.
_KEYS = ("error", "message", "detail", "msg", "metadata", "raw")
_UNKNOWN = re.compile(
    r"(?i)\b(?:unrecogni[sz]ed|unknown|unexpected|unsupported|extra(?:neous)?|not permitted|not a valid"
    r"|not supported|cannot find field)\b"
)
# A number that is too large is an error of who asks.
_TOO_LARGE = re.compile(r"(?i)\b(?:exceed\w*|greater|larger|less|smaller|maximum|at most|too)\b")


def complaints(body: object) -> Iterator[str]:
    """The texts of ``body``, the body of a response or a part of it, each on one line. A page of HTML is
    from a proxy, and says nothing of the request.
    """
    if isinstance(body, str) and not body.lstrip().startswith("<"):
        if line := " ".join(body.split()):
            yield line
    elif isinstance(body, list):
        for part in body:
            yield from complaints(part)
    elif isinstance(body, dict):
        place = body.get("loc")  # FastAPI's: ["body", "seed"]
        where = f"{'.'.join(map(str, place))}: " if isinstance(place, list) else ""
        for key in _KEYS:
            for text in complaints(body.get(key)):
                yield where + text


def told(body: object, secret: str = "") -> str:
    """The ``complaints`` of ``body`` as one line without ``secret``; empty where there are none."""
    line = "; ".join(dict.fromkeys(complaints(body)))
    return (line.replace(secret, "***") if secret else line)[:TOLD]


def refused_parameter(error: object, optional: Collection[str]) -> str | None:
    """Which of the ``optional`` parameters a server that raised ``error`` does not know or take."""
    code, param = getattr(error, "code", None), getattr(error, "param", None)
    if code in UNSUPPORTED and param in optional:
        return str(param)
    for text in complaints(getattr(error, "body", None)):
        # Names that are no fault of the request follow: "unknown field `seed`, expected one of ...".
        named = re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(optional)))})(?!\w)", text)
        if named and _UNKNOWN.search(text) and not _TOO_LARGE.search(text):
            return named[0]
    return None
