"""The guard: what the source says otherwise of a claim's details, and which of them it lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.attribution.details import Conflict, compare, find_details
from attrib.attribution.details.scales import below_caption, captions
from attrib.attribution.scorer import Pair
from attrib.attribution.table_rows import find_in_rows
from attrib.text.lead import affirms
from attrib.text.words import Term, content_terms, language_of
from attrib.types import Span

_LESS = ("certainty", "exclusive")
"""Kinds of the conflicts in which a source says less than the claim, and nothing against it."""
_QUANTITIES = ("number", "date")
# The number of a list's item says nothing of what the item says.
_ITEM = re.compile(r"^\s*\(?\d{1,3}[.)](?=\s)")

# "Metropolis (1927 film)": the year is part of the title, and the source may name the work without it.
_TITLE = re.compile(
    r"\w\s\([12][0-9]{3}\s(?:[\w-]+\s){0,2}(?:film|movie|documentary|series|miniseries|serial|show"
    r"|song|single|album|soundtrack|EP|novel|book|comics?|manga|anime|play|musical|opera|ballet|game"
    r"|magazine|painting|poem)\)"
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """What the guard found of a claim and some sentences."""

    conflicts: tuple[Conflict, ...] = ()
    """Details that the sentences do not bear out, by position in the claim."""
    against: tuple[Conflict, ...] = ()
    """Those that one sentence has otherwise: it speaks of the same and says something else."""
    sentence: tuple[int, ...] = ()
    """Position of that sentence."""
    strength: float = 0.0
    """Share of the claim's other content words that the sentence holds: a detail speaks against
    the claim only where the rest of the claim is what the sentence is about."""
    lacking: tuple[Conflict, ...] = ()
    """Numbers and dates that nothing of the source says, whether it was read or not."""

    @property
    def overrules(self) -> bool:
        """Whether the claim cannot be supported: the source has a detail otherwise, or a number or
        date of the claim nowhere. Other details may be missing from a source that carries a claim
        in other words.
        """
        return bool(self.against or self.lacking)

    @property
    def overstated(self) -> bool:
        """Whether the claim asserts what the source only supposes, or says "only" of what may not be
        the only one: the source carries it in part.
        """
        return any(conflict.kind in _LESS for conflict in self.conflicts)

    def denies(self, words: Span) -> bool:
        """Whether what overrules the claim is among these words of it."""
        return any(words.overlaps(c.span) for c in (*self.against, *self.lacking))

    @property
    def absent(self) -> bool:
        """Whether the sentences lack a detail and say nothing else in its place."""
        return bool(self.conflicts) and not self.against

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(conflict.span for conflict in self.conflicts)

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words, each once: what differs, or else what is missing."""
        return tuple(dict.fromkeys(c.message for c in (self.against or self.conflicts)))


def check(pair: Pair, positions: Sequence[int]) -> Guarded:
    """The claim's numbers, dates, names, negation and opposites, held against the sentences at
    ``positions`` together (with title, headings and the captions of tables), and what differs against
    each alone.
    """
    question, claim = pair.claim[: pair.lead], pair.claim[pair.lead :]
    claim = _ITEM.sub(lambda found: " " * len(found[0]), claim)
    pair = pair._replace(claim=question + claim)
    positions = list(dict.fromkeys((*positions, *captions(pair.sentences))))
    conflicts = _asserted(pair, compare(pair.claim, pair.source(positions)))
    if any(c.kind in _LESS for c in conflicts) and len(positions) < len(pair.sentences):
        everywhere = compare(pair.claim, pair.source())
        said_less = {c.span for c in everywhere if c.kind in _LESS}
        conflicts = tuple(c for c in conflicts if c.kind not in _LESS or c.span in said_less)
    in_rows = find_in_rows(pair.claim, pair.sentences)
    foreign = _asserted(pair, in_rows.conflicts)
    otherwise = tuple(c for c in foreign if c.source_value is not None)
    if otherwise:
        share = _held(pair, content_terms(pair.claim), in_rows.subject, otherwise)
        return Guarded((*otherwise, *conflicts), otherwise, (in_rows.subject,), share)
    terms = content_terms(pair.claim) if conflicts else []
    found = [_against(pair, terms, i, conflicts) for i in positions] if conflicts else []
    best = max(found, key=lambda one: one.strength, default=Guarded(conflicts))
    return replace(
        best,
        conflicts=(*foreign, *conflicts),
        lacking=(*foreign, *_lacking(pair, positions, conflicts)),
    )


def _asserted(pair: Pair, conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """Those of what the claim says: what only the question says is asked, unless the answer is yes.
    "Yes." says that it is so, also where the question is "Isn't it so?".
    """
    if not pair.lead:
        return conflicts
    yes = affirms(pair.claim[pair.lead :])
    negative = yes and any(d.kind == "negation" for d in find_details(pair.claim[: pair.lead]))
    return tuple(
        c
        for c in conflicts
        if c.span.start >= pair.lead or (yes and not (negative and c.kind == "negation"))
    )


def _lacking(
    pair: Pair, positions: Sequence[int], conflicts: Sequence[Conflict]
) -> tuple[Conflict, ...]:
    """The numbers and dates among ``conflicts`` that the rest of the source lacks too. What only the
    heading has in their place is of something else; a source may leave out the year of a title.
    """
    titles = [Span(*title.span()) for title in _TITLE.finditer(pair.claim)]
    missing = tuple(
        c
        for c in conflicts
        if c.kind in _QUANTITIES
        and not (c.source_value is None and any(c.span.overlaps(title) for title in titles))
    )
    alone = missing
    if missing and pair.context:
        alone = compare(pair.claim, pair._replace(context="").source(positions))
    nowhere = {c.span for c in (*missing, *alone) if c.source_value is None}
    missing = tuple(c for c in missing if c.span in nowhere)
    if not missing or len(positions) == len(pair.sentences):
        return missing
    everywhere = compare(pair.claim, pair.source())
    still = {c.span for c in everywhere if c.kind in _QUANTITIES}
    return tuple(c for c in missing if c.span in still)


def _against(
    pair: Pair, terms: Sequence[Term], position: int, conflicts: tuple[Conflict, ...]
) -> Guarded:
    """What sentence ``position`` says otherwise, of the claim's details in ``conflicts``: one
    sentence at a time, for numbers of neighbours and of the heading belong to something else.
    """
    sentence = pair.sentences[position]
    spans = {conflict.span for conflict in conflicts}
    above = (pair.context, *pair.sentences[:position])
    found = compare(pair.claim, below_caption(sentence, above))
    otherwise = tuple(
        c for c in found if c.source_value is not None and c.span in spans and c.kind not in _LESS
    )
    if not otherwise:
        return Guarded(conflicts)
    asked = [c for c in found if c.span.start < pair.lead]
    share = _held(pair, terms, position, (*otherwise, *asked))
    return Guarded(conflicts, otherwise, (position,), share)


def _held(pair: Pair, terms: Sequence[Term], position: int, conflicts: Sequence[Conflict]) -> float:
    """The share of the claim's content words outside ``conflicts`` that sentence ``position`` holds."""
    held = {term.stem for term in content_terms(pair.sentences[position], language_of(pair.claim))}
    rest = [t.stem for t in terms if not any(t.span.overlaps(c.span) for c in conflicts)]
    return sum(stem in held for stem in rest) / max(1, len(rest))
