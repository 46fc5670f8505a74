"""How citation markers are written: brackets, superscripts, tags, links."""

from __future__ import annotations

import re
from typing import NamedTuple

from attrib.answers.backing_links import backing_links
from attrib.answers.hyperlinks import (
    BRACKET,
    Link,
    link_at,
    links_at,
    reference_at,
    says_nothing,
)
from attrib.answers.markup import label_of
from attrib.answers.targets import NUMBER, Known, distinct, expand, targets_in
from attrib.sources.uris import is_url
from attrib.text.words import LOWERED, RAISED
from attrib.types import Span


class Written(NamedTuple):
    """A marker as it is written: from ``start`` to ``end``."""

    start: int
    end: int
    targets: tuple[str, ...]
    opening: Span | None = None
    """The bracket before the words of a link, where those are part of the sentence."""


START = re.compile(
    rf"\\?\[|[【［]|\\cite|\((?=source|quelle|do[ck])|</?cite|<sup>|[{RAISED}]+(?:[,⁻][{RAISED}]+)*"
    r"|<(?=(?:citations?|refs?|sources?)>)"
    r"|\((?=\[|<?https?://|(?:see|siehe|via)\b)|<https?://|(?<![\w/])https?://"
    r"|(?<!\w)(?P<lead>(?:\*\*)?(?:sources?|quellen?)(?::(?:\*\*|[*_])?|(?:\*\*|[*_]):) ?)(?=\S)"
    r"|\ue200?(?:file)?cite(?=\ue202?turn\d)|:contentReference(?=\[oaicite:)",
    re.IGNORECASE,
)
"""Where a marker may begin."""

_NOTHING = Known()
_PATH = re.compile(r"[./]")
_FOOTNOTE = re.compile(r"\^([^\s\[\]^`]{1,60})\^?")
_TEX = re.compile(r"\\cite[a-z]{0,8}\*?(?:\[[^\[\]\r\n`]{0,60}\])?\{([^{}\r\n`]{1,300})\}")
_ESCAPED = re.compile(r"\\\[([^\[\]\r\n`\\]{1,300})\\\]")
_SOURCED = re.compile(r"\(((?:sources?|quellen?)\b[^()\[\]\r\n`]{1,300})\)", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\(((?:documents?|docs?\.?|dokumente?|dok\.?)[ \d][^()\[\]\r\n`]{0,60})\)", re.IGNORECASE
)
# What ChatGPT writes for its own page, which makes links of it: copied text has no more of them.
_TOKENS = re.compile(
    r"\ue200?(?:file)?cite((?:\ue202?turn\d{1,3}[a-z]{1,12}\d{1,3})+)(?:\ue202?L\d{1,6}(?:-L?\d{1,6})?)?\ue201?"
    r"|:contentReference\[(oaicite:\d{1,3})\](?:\{index=\d{1,3}\})?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"turn\d+[a-z]+\d+|oaicite:\d+", re.IGNORECASE)
# "Sources: report.pdf | fees.md" or "Sources: [1] The report, [2] The fees" begins a line, or stands behind a
# sentence.
_BEGINS = re.compile(r"(?:^|[\r\n])[\W_]*$|[.!?…。][\"'”’“»)\]*_]*[ \t]{1,2}$")
_NEAR = 24
_REST_OF_LINE = re.compile(r"[^\r\n]{1,1000}")
_NAME_NUMBER = re.compile(rf"\[({NUMBER})\] ?(?=[^\s\[,;|·])")
_NUMBERED_NAMES = re.compile(rf"(?:{_NAME_NUMBER.pattern}(?:[^\[\].!?]|[.!?](?=\w))+){{2,}}")
_BAR = re.compile(r" ?[|·] ?")
_QUOTES = re.compile(r"[`*\"“”„«»]")
_RAISED = re.compile(r"<sup> ?(\[?)([0-9,;\-– ]{1,60})\]? ?</sup>", re.IGNORECASE)
_RANGE_TAIL = re.compile(rf"[-–—]\[({NUMBER})\]")
_WIDE = re.compile(r"【([^【】\r\n`]{1,300})】|［([^［］\r\n`]{1,300})］")
_CITE_OPEN = re.compile(r"<cite\b([^<>\r\n`]{0,300})>", re.IGNORECASE)
_CITE_NUMBER = re.compile(
    r"<(?P<tag>cite|citations?|refs?|sources?)> ?(?P<inside>\[?[0-9,;\-– ]{1,60}\]?) ?</(?P=tag)>",
    re.IGNORECASE,
)
_CITE_ID = re.compile(r"\bid=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))", re.IGNORECASE)

_YEAR = re.compile(r"(?:^|[^\d.,])[12]\d{3}$")
_AFTER_WORDS = frozenset(".,;:!?\"'”’“‘»›«‹)]%…】>€$£")
# Words of three letters or more that carry exponents; shorter ones are never trusted.
_EXPONENT_UNIT = re.compile(r"mol|rad|sec|inch|foot|feet|miles?|yards?|kmh|chi|sin|cos|tan|log")
# Two letters behind which digits are no power.
_UNSQUARED = re.compile(r"[kKMGTP]i?B|[kMGT]W")


def written_at(answer: str, match: re.Match[str], known: Known, links: bool) -> Written | None:
    """The marker that begins at ``match`` of START, if there is one; a link only with ``links``."""
    start, first = match.start(), match[0][0]
    if links and (linked := _linked(answer, start, known)):
        return linked
    if first == "[":
        return _bracket(answer, start, known)
    if match[0] == "\\cite":
        return _tex(answer, start, known)
    if first == "\\":
        return _enclosed(_ESCAPED, answer, start, known) or _bracket(answer, start + 1, known)
    if first == "(":
        return _enclosed(_SOURCED, answer, start, known) or _numbered(answer, start, known)
    if first in "【［":
        return _enclosed(_WIDE, answer, start, known)
    if match[0].lower() == "<sup>":
        return _raised(answer, start)
    if first == "<":
        return _cite(answer, start, known)
    if match["lead"]:
        return _listed(answer, match, known) if links else None
    if first not in RAISED:
        return _token(answer, start)
    if _is_exponent(answer, start, match.end()):
        return None
    targets = targets_in(match[0].translate(LOWERED), _NOTHING)
    return Written(start, match.end(), targets) if targets else None


def opens_cite(text: str) -> bool:
    """Whether a marker is a ``<cite id="1">`` that its words and ``</cite>`` follow."""
    return bool(_CITE_OPEN.fullmatch(text)) and not text.endswith("/>")


def _enclosed(pattern: re.Pattern[str], answer: str, start: int, known: Known) -> Written | None:
    """What ``pattern`` finds, where its group names targets."""
    found = pattern.match(answer, start)
    if found and (targets := targets_in(found[found.lastindex or 0], known)):
        return Written(start, found.end(), targets)
    return None


def _linked(answer: str, start: int, known: Known) -> Written | None:
    """A link, or brackets around nothing but links."""

    def link_from(at: int) -> Link | None:
        return link_at(answer, at) or _referring(answer, at, known)

    backing = backing_links(answer, start, link_from)
    backed = [_named(answer, each, known) for each in backing]
    if backing and all(backed):
        return Written(start, backing[-1].end, distinct(t for own in backed for t in own))
    link = link_from(start)
    if not link:
        links, end = links_at(answer, start)
        named = [target for each in links for target in _named(answer, each, known)]
        return Written(start, end, distinct(named)) if named else None
    targets = _named(answer, link, known)
    if not targets or not link.words:
        return Written(start, link.end, targets) if targets else None
    words = answer[slice(*link.words)]
    doubled = link.words.start > start + 1  # [[words]](https://...)
    if doubled or says_nothing(words, link.address) or _inside(words, known):
        return Written(start, link.end, targets)
    # The words are part of the sentence; what stands around them is not.
    return Written(link.words.end, link.end, targets, Span(start, link.words.start))


def _referring(answer: str, start: int, known: Known) -> Link | None:
    """A link by a label that the answer defines; ``[1][2]`` are two markers all the same."""
    found = reference_at(answer, start) if known.defined else None
    if not found or not (url := known.defined.get(label_of(found.address))):
        return None
    words = answer[slice(*found.words)] if found.words else ""
    return None if _inside(words, known) else found._replace(address=url, label=found.address)


def _named(answer: str, link: Link, known: Known) -> tuple[str, ...]:
    """What a link cites: what is declared by its address or its words, or else its address."""
    if link.label:
        return (known.meaning(link.label),)
    if name := known.find(link.address) if _PATH.search(link.address) else None:
        return (name,)
    inside = _inside(answer[slice(*link.words)], known) if link.words else ()
    return inside or ((link.address,) if is_url(link.address) else ())


def _inside(content: str, known: Known) -> tuple[str, ...]:
    """What square brackets around ``content`` name."""
    footnote = _FOOTNOTE.fullmatch(content)
    return targets_in(content, known) or ((footnote[1],) if footnote else ())


def _raised(answer: str, start: int) -> Written | None:
    found = _RAISED.match(answer, start)
    if not found:
        return None
    alone = found[1] or not answer[start - 1 : start].strip()
    if not alone and _is_exponent(answer, start, found.end()):
        return None
    targets = targets_in(found[2], _NOTHING)
    return Written(start, found.end(), targets) if targets else None


def _bracket(answer: str, start: int, known: Known) -> Written | None:
    found = BRACKET.match(answer, start)
    if not found:
        return None
    targets = _inside(found[1] or found[2], known)
    if not targets:
        return None
    end = found.end()
    if link := link_at(answer, start):
        end = link.end
    elif tail := _RANGE_TAIL.match(answer, end):
        spread = expand(targets[-1], tail[1]) if targets[-1].isdecimal() else ()
        if spread:
            targets = distinct([*targets, *spread])
            end = tail.end()
    return Written(start, end, targets)


def _numbered(answer: str, start: int, known: Known) -> Written | None:
    """``(Document 1)``, where the row has that one: contracts have their documents too."""
    found = _enclosed(_DOCUMENT, answer, start, known)
    return found if found and all(known.find(target) for target in found.targets) else None


def _listed(answer: str, lead: re.Match[str], known: Known) -> Written | None:
    """What stands behind "Sources:" up to the end of the line, where it is nothing but names of sources."""
    begins = _BEGINS.search(answer[max(0, lead.start() - _NEAR) : lead.start()])
    line = _REST_OF_LINE.match(answer, lead.end())
    if not begins or not line:
        return None
    listed = line[0].rstrip(" \t.*_")
    if _NUMBERED_NAMES.fullmatch(listed):
        targets = distinct(str(int(number)) for number in _NAME_NUMBER.findall(listed))
    else:
        names = _BAR.sub("; ", _QUOTES.sub("", _NAME_NUMBER.sub("", listed)))
        targets = targets_in(f"Source: {names}", known)
    return Written(lead.end(), lead.end() + len(listed), targets) if targets else None


def _token(answer: str, start: int) -> Written | None:
    """A citation that only ChatGPT's own page can follow; its target is as written."""
    found = _TOKENS.match(answer, start)
    return Written(start, found.end(), distinct(_TOKEN.findall(found[0]))) if found else None


def _cite(answer: str, start: int, known: Known) -> Written | None:
    if (found := _CITE_NUMBER.match(answer, start)) and (
        targets := targets_in(found["inside"].strip("[]"), known)
    ):
        return Written(start, found.end(), targets)
    found = _CITE_OPEN.match(answer, start)
    if not found or not (attribute := _CITE_ID.search(found[1])):
        return None
    value = next((group for group in attribute.groups() if group), "").strip()
    targets = _ids(value, known)
    return Written(start, found.end(), targets) if targets else None


def _tex(answer: str, start: int, known: Known) -> Written | None:
    found = _TEX.match(answer, start)
    targets = _ids(found[1], known) if found else ()
    return Written(start, found.end(), targets) if found and targets else None


def _ids(value: str, known: Known) -> tuple[str, ...]:
    """What a tag names that is there for ids alone, so that they need not be known."""
    parts = (part.strip() for part in re.split("[,;]", value))
    return targets_in(value, known) or distinct(part for part in parts if part)


def _is_exponent(answer: str, start: int, end: int) -> bool:
    """Whether the superscript digits are a power, a unit or part of a word, not a note mark."""
    # What is in bold is followed by them as it is without: "**famous**²", "*x*²".
    while start and answer[start - 1] in "*_":
        start -= 1
    before = answer[start - 1 : start]
    if answer[end : end + 1].isalnum() or answer[end : end + 1] in ("⁻", "⁺", "/", "^"):
        return True
    if before in _AFTER_WORDS and before:
        if before in ")]":  # (a + b)² is a power, (the second one)² is a note
            inside = re.search(r"[(\[]([^()\[\]]{0,80})[)\]]$", answer[max(0, start - 82) : start])
            return bool(inside and before == ")" and not re.search(r"[^\W\d_]{3}", inside[1]))
        return False
    if _YEAR.search(answer[max(0, start - 5) : start]):
        return False
    word = re.search(r"[^\W\d_]*$", answer[max(0, start - 40) : start])
    letters = word[0] if word else ""
    behind = answer[start - len(letters) - 1 : start - len(letters)]
    if _UNSQUARED.fullmatch(letters):
        return False
    return (
        len(letters) < 3 or bool(_EXPONENT_UNIT.fullmatch(letters.lower())) or behind in ("/", "·")
    )
