"""Cues of negation: words that deny, and the stretch of text that each denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from attrib.attribution.details.layout import Layout
from attrib.text.words import Term
from attrib.types import Span

MOST = 100
"""Only so many cues of a text are read: each is held against every word."""

_NOT_A_CUE = re.compile(
    r"\bnot (?:only|just|merely|simply|solely|until|to mention|least|all|every\w*|always|necessarily)\b"
    r"|\bno (?:doubt|matter|wonder|later than|earlier than|sooner|\.)"
    r"|\b(?:no|not) (?:more|fewer|less|lower|higher|greater) than\b|\bnothing (?:but|less|short)\b"
    r"|\b(?:not|no)-|\b(?:little|few) or no\b|\b(?:whether|why|if) (?:or )?not\b|\bor not\b"
    r"|\b(?:may|might|can|could|do|does|will|should) or \w+ not\b"
    r"|\bnot (?:un[a-z]{4,}|in(?:significant|frequent|considerable|evitable|expensive)"
    r"|im(?:possible|probable|plausible))"
    r"|\bno\.? ?[0-9]|\bnot without\b|\bwithout doubt\b|\bnicht nur\b",
    re.IGNORECASE,
)
# "Zero warnings", "0 of 120 patients"; not a value on a scale (0 degrees, 0 points, 2:0, net zero).
_ZERO = (
    r"(?:(?<!net )(?<!ground )(?<!absolute )zero|(?<![\d.,:/–-])0)"
    r"(?=\s(?:of\s(?:the\s)?\d|(?!(?:degree|percent|point|to|and|or|hour|minute|second|gravity|tolerance|sum|day"
    r"|celsius|fahrenheit|gram|met[er]{2}|gauge|for|if|when|until|after|before|then|from|with|at|on|in|by|is|was)s?\b)"
    r"(?-i:[a-z]{3,})))"
)
_CUE = re.compile(
    r"\b(?:\w*n['’]t)\b|\b(?:cannot|(?:not |im)possible to|not|no longer|no one|no|never|without"
    r"|neither|nor|none|nobody"
    r"|nowhere|nothing|fail(?:s|ed|ing)? to|unable to|incapable of|lack(?:s|ed|ing)?(?: of)?"
    r"|(?:refus|declin)(?:es|ed|e) to|avoid(?:s|ed|ing)?(?= \w{2,}ing\b)|refrain(?:s|ed|ing)? from"
    rf"|{_ZERO}"
    r"|(?P<excludes>forbidden to|(?:prohibited|forbidden|banned|barred|precluded|prevented) from(?= \w+ing\b)"
    r"|(?:removed|dropped|drops|ended|ends|discontinued|withdr[ae]wn?)(?=:?\s(?:the\s)?support\b)"
    r"|(?:except(?:ing)?|excluding|with the exception of)(?! (?:when|where|that|as|if)\b)(?: for)?)"
    r"|nie|niemals|ohne|weder|kein(?:e|en|er|em|es)?|(?P<clause>nicht))\b",
    re.IGNORECASE,
)
EXCEPT = re.compile(r"\b(?:except(?:ing)?|excluding|with the exception of)\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:No|Not|Never|Nobody|None|Nothing|Without)(?:\s?['’]s)?\s[A-Z][a-z]")
# "Covers the motor, but not the battery": of the battery it is denied that it is covered.
_ELLIPTIC = re.compile(
    r"(?:[,;(–—]|\b(?:but|yet|though|although|aber|doch|jedoch"
    r"|(?:and|und)(?=\s\w+\s(?:in|on|at|for|to|by|with|from|the|an?|auf|bei|für|mit|von|d(?:er|ie|as|en|em))\s)))"
    r"\s*(?P<cue>not|nicht)(?:,?\s(?:however|jedoch|aber)\b,?)?",
    re.IGNORECASE,
)
_CUE_STEMS = re.compile(
    r"no|not|never|without|neither|nor|none|nobodi|noth|cannot|longer|fail|unabl|incap|lack|refus"
    r"|avoid|refrain|imposs|zero|0|nicht|kein|nie|niemal|weder|.*n't|did|do|doe"
)


class Cue(NamedTuple):
    """A word that denies, and the stretch of text that it denies."""

    span: Span
    scope: Span
    focus: tuple[Term, ...]
    """The content words that bear the denial most: the first two in scope."""
    excludes: bool = False
    """Whether it takes something out, and says so in words that are no negation: "prohibited from"."""
    elliptic: bool = False
    """Whether it denies of what is in scope what the sentence says of something else: "but not B"."""


def find_cues(layout: Layout) -> list[Cue]:
    """The negation cues of the text with their scopes, in order."""
    text = layout.text
    idle = {offset for match in _NOT_A_CUE.finditer(text) for offset in range(*match.span())}
    elliptic = {match.start("cue"): match.end() for match in _ELLIPTIC.finditer(text)}
    cues: list[Cue] = []
    for match in _CUE.finditer(text):
        if len(cues) == MOST:
            break
        if match.start() in idle or match.end() - 1 in idle:
            continue
        if _TITLE.match(text, match.start()):
            continue
        inside = bool(cues) and match.start() < cues[-1].scope.end
        if inside and (EXCEPT.match(match[0]) or match[0].lower() == "nor"):
            continue  # "neither A nor B" denies once, and "no one except A" denies no A
        listed = text[match.end() : match.end() + 1] == ":"
        clause = layout.clause(match.end() + 1 if listed else match.start())
        begin = elliptic.get(match.start())
        whole = bool(match["clause"]) and begin is None
        if begin is not None:
            clause = layout.clause(begin)
        scope = clause if whole else Span(begin or match.end(), max(clause.end, match.end()))
        terms = [term for term in layout.terms_in(*scope) if not is_cue_word(term)]
        focus = tuple(terms[-2:] if whole else terms[:2])
        span = Span(*match.span())
        cues.append(Cue(span, scope, focus, bool(match["excludes"]), begin is not None))
    return cues


def is_denied(cues: Sequence[Cue], offset: int) -> bool:
    """Whether an odd number of cues deny what stands at ``offset``."""
    return sum(cue.scope.start <= offset < cue.scope.end for cue in cues) % 2 == 1


def is_cue_word(term: Term) -> bool:
    """Whether the content word is (part of) a cue, or the auxiliary that carries one."""
    return bool(_CUE_STEMS.fullmatch(term.stem))
