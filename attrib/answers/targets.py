"""What a citation marker names: from the words inside its brackets to its targets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from attrib.answers.markup import label_of
from attrib.sources.uris import is_url, page_of

MAX_TARGETS = 50
"""A marker such as ``[1-999]`` is cut to this many targets."""

# At most one space inside: what blank_markers leaves behind can then never read as a new marker.
_DASH = r" ?[-–—‑−] ?"
NUMBER = r"(?!000)[0-9]{1,3}"
"""A target's number, with or without leading zeros."""
_NOUN = (
    r"(?:sources?|src|documents?|docs?|passages?|references?|refs?|contexts?|chunks?|snippets?"
    r"|citations?|cite|quellen?|dokumente?|dok|kontexte?)"
)
_WORD = rf"{_NOUN}(?:\. ?|: ?| ?#| )"
_ITEM = re.compile(rf"(?:{_WORD})?\^?({NUMBER})(?:{_DASH}\^?({NUMBER}))?", re.IGNORECASE)
_GLUED = re.compile(rf"{_NOUN}({NUMBER})", re.IGNORECASE)
# What may also be an id, or a word of its own: read as a number only where the row has that one.
_ALIAS = re.compile(rf"(?:(?i:{_NOUN})[-_]|[SDP]|#)({NUMBER})")
_LAST_DIGITS = re.compile(r"\d+$")
_PREFIX = re.compile(_WORD, re.IGNORECASE)
FILE = r"\.(?:pdf|docx?|pptx?|xlsx?|odt|rtf|epub|md|txt|html?|xml|csv|tsv|jsonl?)"
"""The end of the name of a file, in small letters."""
# "report.pdf", "report.pdf#page=3", "report.pdf:12"
_FILE = re.compile(
    rf"(.+{FILE})(?:#[\w.=&%-]{{1,60}}|:[0-9]{{1,4}}(?:[-–:][0-9]{{1,4}})?)?",
    re.IGNORECASE,
)
_ID = re.compile(r"[^\W\d_][\w.-]*\d[\w.-]*")
_AND = r"(?:and|und|&)"
_SEPARATOR = re.compile(rf" ?(?:[,;] {_AND}(?= )|[,;&]|(?<=\d ){_AND}(?= \w)) ?")
_PAGES = re.compile(
    r"(?<=\S)(?:, ?| )(?:pp?\. ?|pages? |S\. ?|Seiten? |§{1,2} ?|sec(?:tions?|t?\.) |ch(?:apter|ap\.|\.) "
    r"|para(?:graphs?|s?\.) |art(?:icle|\.) |Abs(?:atz|chnitt|\.) |Kap(?:itel|\.) |lines? |fig(?:ure|\.) "
    rf"|table |slide |clause )[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{0,4}}(?:{_DASH}[0-9]{{1,4}})?(?!\w)",
    re.IGNORECASE,
)
_NARROW = str.maketrans("０１２３４５６７８９，、；－", "0123456789,,;-")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DAGGER = re.compile(r"([0-9]{1,3}(?::[0-9]{1,3})?)†(.*)")


class Known:
    """The ids and URIs that a row declares, found by what an answer calls them."""

    def __init__(
        self, names: Collection[str] = (), defined: Mapping[str, str] | None = None
    ) -> None:
        """``defined``: the URLs that the answer itself gives for its labels."""
        self.defined = defined or {}
        self._names = names
        self._pages = {page_of(name): name for name in names if is_url(name)}
        self._series = {_LAST_DIGITS.sub("", name).casefold() for name in names}
        self._files: dict[str, str | None] = {}
        for name in names:
            # Without its folder a file is named where no other is called so.
            for short in {name.casefold(), PurePosixPath(name).name.casefold()}:
                if _is_title(short):
                    self._files[short] = None if short in self._files else name

    def find(self, written: str) -> str | None:
        """The declared name that ``written`` means. A URL means all of its page, ``report.pdf#page=3`` the
        file where it is not declared itself. Files and titles are found in capitals or small letters.
        """
        if written in self._names:
            return written
        if is_url(written):
            return self._pages.get(page_of(written))
        if _is_title(written) and written.casefold() in self._files:
            return self._files[written.casefold()]
        file = _file(written)
        return self.find(file) if file and file != written else None

    def meaning(self, target: str) -> str:
        """``target``, or the URL that the answer defines it as, where the row declares nothing so called."""
        url = self.defined.get(label_of(target))
        return target if url is None or self.find(target) else self.find(url) or url

    def has_series(self, written: str) -> bool:
        """Whether ids that differ from ``written`` in their last digits alone are declared."""
        return _LAST_DIGITS.sub("", written).casefold() in self._series


def targets_in(content: str, known: Known) -> tuple[str, ...]:
    """The targets that the inside of a marker names; empty when it is no marker."""
    stripped = content.strip()
    if name := known.find(stripped):
        return (name,)
    stripped = stripped.translate(_NARROW)
    if len(content) - len(stripped) > 2 or _THOUSANDS.fullmatch(stripped):
        return ()
    if dagger := _DAGGER.fullmatch(stripped):
        return (known.find(dagger[2]) or _file(dagger[2]) or dagger[1],)
    parts = _SEPARATOR.split(_PAGES.sub("", stripped))
    found = [_named(part, known) for part in parts]
    named = {target for own in found for target in own}
    # Beside a name that is declared, what looks like one is a name too, and so is a file.
    names = any(not target.isdecimal() for target in named)
    for number, part in enumerate(parts):
        looks = _file(part) or (names and _ID.fullmatch(part))
        if not found[number] and named and looks:
            found[number] = (_file(part) or part,)
    return distinct(target for own in found for target in own) if all(found) else ()


def _named(part: str, known: Known) -> tuple[str, ...]:
    """What one part of a list names beyond doubt."""
    name = _PREFIX.sub("", part, count=1)
    if declared := known.find(part) or known.find(name):
        return (declared,)
    if item := _ITEM.fullmatch(part):
        return expand(item[1], item[2] or item[1])
    # Where doc-1 and doc-5 are declared, doc-2 is neither of them, nor the second.
    if not known.has_series(part):
        if glued := _GLUED.fullmatch(part):
            return (str(int(glued[1])),)
        if (alias := _ALIAS.fullmatch(part)) and (declared := known.find(str(int(alias[1])))):
            return (declared,)
    file = _file(name)
    return (file,) if name != part and file else ()


def _file(name: str) -> str:
    """The file that ``name`` is, without a place in it; empty where it is none."""
    found = _FILE.fullmatch(name)
    return found[1] if found else ""


def _is_title(name: str) -> bool:
    """Whether ``name`` is long enough to be told from other words without its capitals."""
    return " " in name or bool(_FILE.fullmatch(name))


def expand(low: str, high: str) -> tuple[str, ...]:
    """The numbers of a range, without leading zeros; none where it runs backwards."""
    first, last = int(low), int(high)
    return tuple(str(number) for number in range(first, min(last + 1, first + MAX_TARGETS)))


def distinct(targets: Iterable[str]) -> tuple[str, ...]:
    """Each target once, in order, and not too many."""
    return tuple(dict.fromkeys(targets))[:MAX_TARGETS]
