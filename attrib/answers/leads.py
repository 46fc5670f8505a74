"""Colons that lead to nothing but a citation: "Dogs are welcome everywhere: [1]". Before a list or a text a
colon announces what it asserts, and before a page that is named it asserts nothing ("Read more: [1]").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from attrib.answers.blocks import is_heading
from attrib.answers.pieces import Piece
from attrib.answers.titles import is_plain_title

_COLON = re.compile(r":(?=[*_~]*$)")
_ENDS = re.compile(r"[\r\n]|$")
_WIDEST_MARK = 100
_EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*[\r\n]")
# What says that there is something to read by its first words, by its last one, or as the name of a page.
_POINTS = re.compile(
    r"""(?xi)
    (?:for\ )? (?: see | visit | read | check | learn | find | view | click | contact | go\ to | more
      | further | details | sources? | links? | references? | here | siehe | mehr | weitere | quellen?
      | hier ) \b .*
    | (?:.*[\s/-])? (?: sources? | references? | citations? | links? | urls? | (?:web|home)?pages?
      | (?:web)?sites? | address | articles? | documents? | reports? | information | infos? | details
      | more | here | below | follow(?:s|ing) | this | these | says? | states? | at | from | by | in | on
      | to | of | for | with | is | are | (?:web)?seiten? | quellen? | verweise? | artikel | dokumente?
      | berichte? | informationen | mehr | hier | folgende[nrs]? | unter | auf | bei )
    | (?:\S+\ ){1,2} (?: docs | documentation | lists? | tables? | files? | sections? | posts? | papers?
      | stud(?:y|ies) | guides? | manuals? | handbooks? | forms? | maps? | calendars? | menus? | blogs?
      | videos? | channels? | apps? | downloads? | portals? | wiki | faqs? | news | polic(?:y|ies)
      | terms | offices? | cent(?:re|er)s? | desk | shop | store | support | service | team | accounts?
      | profiles? )"""
)


def without_lead(sentence: str) -> str:
    """``sentence`` without the colon that it ends with, where its words assert something."""
    said, colons = _COLON.subn("", sentence)
    words = said.strip("*_~ ")
    if not colons or all(word[0].isupper() for word in words.split()):
        return sentence
    return sentence if is_plain_title(words) or _POINTS.fullmatch(words) else said


def leads_to_citation(
    blanked: str, piece: Piece, below: Piece | None, markers: Sequence[int]
) -> bool:
    """Whether ``piece`` ends with a colon that a citation stands behind, and announces nothing ``below`` it,
    which is no HTML heading. ``blanked`` is the answer without its markers; they begin at ``markers``.
    """
    if not _cites_behind_colon(blanked, piece, markers):
        return False
    if below is None or _cites_behind_colon(blanked, below, markers):
        return True
    mark, next_mark = _mark(blanked, piece), _mark(blanked, below)
    if is_heading(next_mark + blanked[below.start : below.end]):
        return True
    # An item announces what is indented below it, or what another kind of list has.
    if not mark.strip() or _indent(next_mark) > _indent(mark):
        return False
    if next_mark.strip():
        return _kind(next_mark) == _kind(mark)
    return bool(_EMPTY_LINE.search(blanked, piece.end, below.start))


def _cites_behind_colon(blanked: str, piece: Piece, markers: Sequence[int]) -> bool:
    if piece.kind != "prose" or not _COLON.search(blanked[piece.start : piece.end]):
        return False
    at = bisect_left(markers, piece.end)
    ends = _ENDS.search(blanked, piece.end)
    return at < len(markers) and ends is not None and markers[at] < ends.start()


def _mark(blanked: str, piece: Piece) -> str:
    """What stands before ``piece`` on its line: white space, and the mark of a list."""
    before = blanked[max(0, piece.start - _WIDEST_MARK) : piece.start]
    return before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]


def _kind(mark: str) -> str:
    """What the marks of one list have in common."""
    return "1" if any(char.isalnum() for char in mark) else mark.strip()[:1]


def _indent(mark: str) -> int:
    return len(mark) - len(mark.lstrip())
