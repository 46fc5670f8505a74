"""Lists of references in an answer, below a title that says so or at its end: what there is to cite."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.answers.targets import FILE, Known, targets_in
from attrib.text.words import LOWERED, RAISED

_TITLE = re.compile(
    r"[\W_]*(?:References(?: [Uu]sed)?|REFERENCES|Bibliography|Works [Cc]ited"
    r"|Sources(?: (?:[Uu]sed|[Cc]ited|(?:&|and) [Ff]urther [Rr]eading))?|SOURCES|Citations|Footnotes"
    r"|(?:Verwendete )?Quellen|Quellenverzeichnis|Quellenangaben|Einzelnachweise|Fußnoten"
    r"|Literatur|Literaturverzeichnis)[ \t*_:]*"
)
_LINK = re.compile(r"https?://|www\.|\]\(", re.IGNORECASE)
# An entry begins with its number in brackets, holds a link or is a file: a list of claims may stand below
# "Sources" too.
_ENTRY = re.compile(
    r"[ \t>*•-]*(?:\\?\[\^?\d{1,3}\\?\]|【\d{1,3}】)"
    rf"|.*(?:{_LINK.pattern})|(?:\d{{1,3}}[.)] |[>*•-] )?[^.!?:]+{FILE}(?![\w.])[^.!?:]*$",
    re.IGNORECASE,
)
# The rest of an entry is indented below it, and no item of its own.
_CONTINUED = re.compile(r"[ \t]+(?!(?:[-*+•–>]|\d{1,3}[.)])[ \t]|[#|\s])")

# At the end of an answer without a heading: "[1] The report, https://..." or "1. https://...".
_NUMBERED = re.compile(
    r"[>*• \t-]*(?:\\?\[\^?(?P<bracketed>\d{1,3})\\?\]:?|【(?P<wide>\d{1,3})】|(?P<plain>\d{1,3})[.)])"
    r"[ \t]*(?P<rest>.*)"
)
_ENDS_WITH_LINK = re.compile(r"(?:.*[\s(<])?(?:https?://|www\.)[^\s()]+|.*\]\([^\s()]+\)")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+", re.IGNORECASE)
_CITED = re.compile(
    rf"[\[【［]([^\[\]【】［］\r\n]{{1,60}})[\]】］]|<sup>([\d,\[\] ]{{1,60}})</sup>|([{RAISED}]+)"
)


def is_title(line: str) -> bool:
    """Whether ``line`` heads a list of references."""
    return bool(_TITLE.fullmatch(line.strip()))


def is_entry(line: str) -> bool:
    """Whether ``line`` below such a title is an entry."""
    return bool(_ENTRY.match(line))


def goes_on(line: str) -> bool:
    """Whether ``line`` goes on with the entry above it."""
    return bool(_CONTINUED.match(line))


def closing_list(lines: Sequence[str]) -> int:
    """At which of the ``lines`` of an answer a list of references begins that ends it and has no title: two
    or more numbered links that are cited above it. After the last line where there is none.
    """
    numbers: list[int] = []
    first, doubtful = len(lines), False
    for at in range(len(lines) - 1, -1, -1):
        written = lines[at].strip()
        entry = _NUMBERED.fullmatch(written)
        if entry and _only_refers(entry):
            number = int(entry["bracketed"] or entry["wide"] or entry["plain"])
            if numbers and number >= numbers[-1]:
                break
            numbers.append(number)
            first = at
            doubtful = doubtful or bool(entry["plain"] and not _ADDRESS.fullmatch(entry["rest"]))
        elif written:
            break
    if len(numbers) < 2:
        return len(lines)
    cited = _cited("\n".join(lines[:first]))
    # The items of a list of steps may end with a link each.
    listed = cited.issuperset(numbers) if doubtful else cited.intersection(numbers)
    return first if listed else len(lines)


def _only_refers(entry: re.Match[str]) -> bool:
    """Whether the rest of an entry names a page, and is no sentence with a citation of its own."""
    rest = entry["rest"]
    links = _ENDS_WITH_LINK.fullmatch(rest) if entry["plain"] else _LINK.search(rest)
    return bool(links) and not rest.endswith((".", "!", "?")) and not _cited(rest)


def _cited(text: str) -> set[int]:
    """The numbers that ``text`` cites."""
    found: set[int] = set()
    for marker in _CITED.finditer(text):
        inside = marker[1] or marker[2] or marker[3].translate(LOWERED)
        found.update(int(target) for target in targets_in(inside, Known()) if target.isdecimal())
    return found
