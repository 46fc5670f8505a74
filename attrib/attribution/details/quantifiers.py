"""Quantifiers: how many of something, in words: all, most, some, few, none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attrib.attribution.details.cues import Cue
from attrib.attribution.details.detail import Conflict
from attrib.attribution.details.layout import Layout
from attrib.attribution.details.number_words import SMALL
from attrib.types import Span

NOUNS = 2
"""Content words after a quantifier that have to be the same: what is counted, and of what or where."""
MOST = 200
"""Only so many quantifiers of a text are read: a passage has fewer."""
REACH = 300
"""Characters after a quantifier in which its clause is read."""
NEAR = 12
"""Most characters between a quantifier and the first of them."""

_REST = re.compile(
    r"\b(?:rest|remain\w*|others?|including|among them|likewise|too)\b", re.IGNORECASE
)
_THE = r"(?:the|its|their|these|those|his|her|our)"
_OF = rf"(?:\s+of)?(?:\s+{_THE})?"
_LEVELS: dict[str, str] = {
    "either": r"either(?=[^.,;]{1,30}\b(?:can|may)\b)",
    "both": r"both(?=[^.,;]{1,30}\b(?:must|have\s+to|need\s+to|are\s+required)\b)(?![^.,;]{1,60}\band\b)",
    "nearly all": r"(?:nearly|almost|virtually|practically)\s+(?:all|every|each)",
    # "both the hall and the mill" counts nothing, nor does "16% of all".
    "all": r"(?<!of\s)(?<!not\s)(?:all|every|each)|both(?![^.,;]{1,60}\band\b)",
    # "the most notable of them" is a rank.
    "most": r"most(?!\s+\w+(?:ly|ed|ing|al|ive|ous|ant|ent|ful|able)\b)"
            r"|(?:the\s+)?(?:vast\s+|large\s+|great\s+)?majority|more\s+than\s+half|the\s+bulk",
    "many": r"(?<!how\s)many(?!\s+more)|numerous"
            r"|(?:a\s+)?(?:large|great|considerable)\s+(?:number|share|proportion|part)",
    "few": r"(?:only\s+|just\s+)a\s+(?:few|handful)|hardly\s+any|a\s+(?:small\s+)?minority",
    "some": r"some|several|a\s+few|a\s+number|a\s+handful|certain"
            rf"|(?:at\s+least\s+)?one(?=\s+of\s+{_THE}\s)",
}  # fmt: skip
_QUANTIFIER = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _LEVELS.items())
    + rf"){_OF}(?=\s)",
    re.IGNORECASE,
)
# From which of the source's quantifiers a claim's own follows.
_FOLLOWS = {
    "either": {"either", "all", "nearly all", "most", "many", "some", "few"},
    "both": {"both", "all"},
    "all": {"both", "all"},
    "nearly all": {"both", "all", "nearly all"},
    "most": {"both", "all", "nearly all", "most", "many"},
    "many": {"both", "all", "nearly all", "most", "many", "some"},
    "some": {"both", "all", "nearly all", "most", "many", "some", "few"},
    "few": {"few", "some"},
}


class _Quantified(NamedTuple):
    level: str
    span: Span
    counted: tuple[str, ...]
    """Stems of the content words next after it."""
    said: frozenset[str]
    """Those of what its clause says of them."""


def quantifier_conflicts(
    claim: Layout, own_cues: Sequence[Cue], evidence: Layout, cues: Sequence[Cue]
) -> Iterator[Conflict]:
    """Quantifiers of ``claim`` that do not follow from those with which ``evidence`` says the same of the
    same; where either denies anything, none.
    """
    own = _quantified(claim) if not own_cues else []
    said = _quantified(evidence) if own and not cues and not _REST.search(evidence.text) else []
    for one in own:
        same = [o for o in said if o.counted == one.counted and one.said <= o.said]
        if same and not any(other.level in _FOLLOWS[one.level] for other in same):
            text = claim.text[slice(*one.span)]
            source = evidence.text[slice(*same[0].span)]
            message = f"the answer says “{text}”, the source “{source}”"
            yield Conflict("quantifier", one.span, text, source, message)


def _quantified(layout: Layout) -> list[_Quantified]:
    found = []
    for match in islice(_QUANTIFIER.finditer(layout.text), MOST):
        end = min(layout.clause(match.end()).end, match.end() + REACH)
        after = layout.terms_in(match.end(), end)
        words = [term for term in after if not _is_number(term.stem)]
        if len(words) >= NOUNS and after[0].span.start - match.end() <= NEAR:
            level = next(name for name in _LEVELS if match[name.replace(" ", "_")])
            span = Span(match.start(), words[0].span.end)
            stems = [term.stem for term in words]
            found.append(_Quantified(level, span, tuple(stems[:NOUNS]), frozenset(stems[NOUNS:])))
    return found


def _is_number(stem: str) -> bool:
    return stem.isdigit() or stem in SMALL
