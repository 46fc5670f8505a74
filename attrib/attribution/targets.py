"""What a citation marker names: from the words inside its brackets to its targets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from attrib.sources.uris import is_url, page_of

MAX_TARGETS = 50
"""A marker such as ``[1-999]`` is cut to this many targets."""

# At most one space inside: what blank_markers leaves behind can then never read as a new marker.
_DASH = r" ?[-–—‑−] ?"
NUMBER = r"(?!000)[0-9]{1,3}"
"""A target's number, with or without leading zeros."""
_WORD = (
    r"(?:sources?|src|documents?|docs?|passages?|references?|refs?|contexts?|citations?"
    r"|quellen?|dokumente?)(?:\. ?|: ?| ?#| )"
)
_ITEM = re.compile(rf"(?:{_WORD})?\^?({NUMBER})(?:{_DASH}\^?({NUMBER}))?", re.IGNORECASE)
_PREFIX = re.compile(_WORD, re.IGNORECASE)
_AND = r"(?:and|und|&)"
_SEPARATOR = re.compile(rf" ?(?:[,;] {_AND}(?= )|[,;&]|(?<=\d ){_AND}(?= \w)) ?")
_PAGES = re.compile(rf", ?(?:pp?\. ?|pages? |S\. ?)[0-9]{{1,4}}(?:{_DASH}[0-9]{{1,4}})?(?!\w)")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DAGGER = re.compile(r"([0-9]{1,3}(?::[0-9]{1,3})?)†(.*)")


class Known:
    """The ids and URIs that a row declares, found by what an answer calls them."""

    def __init__(self, names: Collection[str] = ()) -> None:
        self._names = names
        self._pages = {page_of(name): name for name in names if is_url(name)}

    def find(self, written: str) -> str | None:
        """The declared name that ``written`` means; a URL means all of its page."""
        if written in self._names:
            return written
        return self._pages.get(page_of(written)) if is_url(written) else None


def targets_in(content: str, known: Known) -> tuple[str, ...]:
    """The targets that the inside of a marker names; empty when it is no marker."""
    stripped = content.strip()
    if name := known.find(stripped):
        return (name,)
    if len(content) - len(stripped) > 2 or _THOUSANDS.fullmatch(stripped):
        return ()
    if dagger := _DAGGER.fullmatch(stripped):
        return (known.find(dagger[2]) or dagger[1],)
    targets: list[str] = []
    for part in _SEPARATOR.split(_PAGES.sub("", stripped)):
        if name := known.find(part) or known.find(_PREFIX.sub("", part, count=1)):
            targets.append(name)
        elif item := _ITEM.fullmatch(part):
            expanded = expand(item[1], item[2] or item[1])
            if not expanded:
                return ()
            targets += expanded
        else:
            return ()
    return distinct(targets)


def expand(low: str, high: str) -> tuple[str, ...]:
    """The numbers of a range, without leading zeros; none where it runs backwards."""
    first, last = int(low), int(high)
    return tuple(str(number) for number in range(first, min(last + 1, first + MAX_TARGETS)))


def distinct(targets: Iterable[str]) -> tuple[str, ...]:
    """Each target once, in order, and not too many."""
    return tuple(dict.fromkeys(targets))[:MAX_TARGETS]
