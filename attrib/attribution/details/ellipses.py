"""Ellipses: "covers the motor, but not the battery" denies of the battery what it says of the motor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from attrib.attribution.details.cues import Cue
from attrib.attribution.details.layout import Layout
from attrib.attribution.details.opposites import opposites
from attrib.types import Span

_CONDITION = re.compile(r"\b(?:without|ohne|who|whoever|if|wer|wenn)\b", re.IGNORECASE)


class Mention(NamedTuple):
    """A word that both texts have, in one of them."""

    layout: Layout
    cues: Sequence[Cue]
    """Those of the whole text."""
    offset: int

    @property
    def sentence(self) -> Span:
        return self.layout.sentence(self.offset)

    @property
    def near(self) -> list[Cue]:
        """The cues of its sentence."""
        start, end = self.sentence
        return [cue for cue in self.cues if start <= cue.span.start < end]

    @property
    def conditional(self) -> bool:
        """Whether its sentence denies something of what lacks something: "no entry without a ticket"."""
        start, end = self.sentence
        denied = [cue.span.start for cue in self.near]
        for word in _CONDITION.finditer(self.layout.text, start, end) if len(denied) > 1 else ():
            opens = self.layout.clause(word.start()).start
            reach = self.layout.clause(word.end()).end
            if opens <= start or sum(opens <= offset < reach for offset in denied) > 1:
                return True
        return False

    @property
    def elliptic(self) -> bool:
        """Whether it stands after a "but not"."""
        return any(cue.elliptic and _holds(cue, self.offset) for cue in self.cues)


def is_elided(one: Mention, other: Mention) -> bool:
    """Whether one text says the word of something else, and denies it after "but not" of what the sentence
    of the other speaks of: "covered", of the battery.
    """
    return _leaves_out(one, other) or _leaves_out(other, one)


def is_conditional(one: Mention, other: Mention) -> bool:
    """Whether one text denies the word of what lacks something, and the other denies nothing: "no entry
    without a ticket" is "entry requires a ticket".
    """
    return (one.conditional and not other.near) or (other.conditional and not one.near)


def agree(one: Mention, other: Mention) -> bool:
    """Whether one text denies the word after "but not", and the other in any other way, wherever that
    stands: "the battery is not covered", "the warranty excludes the battery".
    """
    return (one.elliptic and _turns(other, one)) or (other.elliptic and _turns(one, other))


def _leaves_out(one: Mention, other: Mention) -> bool:
    cues = [cue for cue in one.near if cue.elliptic]
    if not cues or one.elliptic or other.elliptic:
        return False
    said = {
        term.stem
        for term in other.layout.terms_in(*other.sentence)
        if not Mention(other.layout, other.cues, term.span.start).elliptic
    }
    return any(not said.isdisjoint(_contrasted(one, cue)) for cue in cues)


def _contrasted(one: Mention, cue: Cue) -> set[str]:
    """What ``cue`` denies most and its sentence says of nothing else: Free, of "in the Pro plan but not in
    the Free plan".
    """
    terms = one.layout.terms_in(*one.sentence)
    rest = {term.stem for term in terms if not _holds(cue, term.span.start)}
    return {term.stem for term in cue.focus} - rest


def _holds(cue: Cue, offset: int) -> bool:
    return cue.scope.start <= offset < cue.scope.end


def _turns(one: Mention, other: Mention) -> bool:
    """Whether the sentence denies anything but with "but not", or has the opposite of a word there."""
    words = {word.text.lower() for word in one.layout.words_in(*one.sentence)}
    return any(not cue.elliptic for cue in one.near) or any(
        not words.isdisjoint(opposites(word.text))
        for word in other.layout.words_in(*other.sentence)
    )
