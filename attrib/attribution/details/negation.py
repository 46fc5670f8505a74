"""Negation: which content words of a text are denied, by cue, clause and parity."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from attrib.attribution.details.cues import EXCEPT, Cue, find_cues, is_cue_word, is_denied
from attrib.attribution.details.detail import Conflict, Detail
from attrib.attribution.details.ellipses import Mention, agree, is_conditional, is_elided
from attrib.attribution.details.layout import Layout
from attrib.attribution.details.opposites import opposites
from attrib.text.words import Term
from attrib.types import Span

COVERED = 0.7
"""The other text must hold this share of a clause's content words to speak of the same thing."""
_UNTIL = re.compile(r"[^.,;]{0,40}\buntil\b", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:stop(?:s|ped)|ceas(?:es|ed)|quit|discontinu(?:es|ed)|(?:gave|given) up|abandon(?:s|ed)"
    r"|halt(?:s|ed)|used to)\b",
    re.IGNORECASE,
)
# The other text may say in other words what these cues say: "smoking is prohibited".
_EXCLUDES = re.compile(
    r"\b(?:(?:prohibit|forb[aio]d|preclud|prevent|illegal|unlawful|exclu|except|remov|discontinu|withdr|stopp"
    r"|ceas|abandon|deprecat|unsupported)\w*|bann?(?:ed|s)?|barr?(?:ed|s)?|drop(?:ped|s)?|end(?:ed|s)?"
    r"|(?:all|any|every)\w* but|(?:other|apart|aside) (?:than|from)|left out|leav(?:es|ing) out)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(rf"\b(?:only|unless|nur|außer)\b|{EXCEPT.pattern}", re.IGNORECASE)


def negation_details(layout: Layout) -> list[Detail]:
    """The cues as details; the value is the cue's words and the stems that it denies."""
    return [
        Detail(
            "negation",
            layout.text[slice(*cue.span)],
            cue.span,
            (layout.text[slice(*cue.span)].lower(), tuple(term.stem for term in cue.focus)),
        )
        for cue in find_cues(layout)
    ]


def negation_conflicts(
    claim: Layout, own: Sequence[Cue], evidence: Layout, others: Sequence[Cue]
) -> Iterator[Conflict]:
    """Where claim and evidence speak of the same thing and exactly one of them denies it: the first
    place in each sentence of the claim.
    """
    own, others = _denying(claim, own, evidence), _denying(evidence, others, claim)
    if not own and not others:
        return
    sentences = [frozenset(t.stem for t in evidence.terms_in(*s)) for s in evidence.sentences]
    everything = frozenset(term.stem for term in claim.terms)
    for sentence in claim.sentences:
        found = (
            _conflict(claim, evidence, term, own, others, sentences, everything)
            for term in claim.terms_in(*sentence)
            if not is_cue_word(term)
        )
        yield from islice(filter(None, found), 1)


def _denying(layout: Layout, cues: Sequence[Cue], other: Layout) -> Sequence[Cue]:
    """The cues without those of "not open until 1937", which the other text says without until:
    "opened in 1937"; without "no longer" where the other has "stopped"; and without those that exclude
    something where the other excludes something too.
    """
    if _EXCLUDES.search(other.text):
        cues = [cue for cue in cues if not cue.excludes]
    if _ENDED.search(other.text):
        cues = [c for c in cues if not _is_ended(layout, c, other)]
    if "until" in other.folded:
        return cues
    return [cue for cue in cues if not _UNTIL.match(layout.text, cue.span.end)]


def _is_ended(layout: Layout, cue: Cue, other: Layout) -> bool:
    """Whether ``cue`` is "no longer", and a sentence of the other text stops what it denies."""
    denied = {term.stem for term in cue.focus}
    return layout.text[slice(*cue.span)].lower() == "no longer" and any(
        _ENDED.search(other.text, *sentence)
        and denied <= {term.stem for term in other.terms_in(*sentence)}
        for sentence in other.sentences
    )


def _conflict(
    claim: Layout,
    evidence: Layout,
    term: Term,
    own: Sequence[Cue],
    others: Sequence[Cue],
    sentences: Sequence[frozenset[str]],
    everything: frozenset[str],
) -> Conflict | None:
    denied = is_denied(own, term.span.start)
    clause = _clause_stems(claim, term)
    if len(clause) < 2 or _is_restricted(claim, term):
        return None
    against: Term | None = None
    for other in evidence.terms:
        if other.stem != term.stem or _is_left_open(evidence, other):
            continue
        found = sentences[evidence.sentence_at(other.span.start)]
        covered = len(clause & found) / len(clause)
        if covered < COVERED - 0.2:
            continue
        mine = Mention(claim, own, term.span.start)
        theirs = Mention(evidence, others, other.span.start)
        if is_denied(others, theirs.offset) == denied or agree(mine, theirs):
            return None
        if against or covered < COVERED:
            continue
        if is_elided(mine, theirs) or is_conditional(mine, theirs):
            continue
        cues, stems = (own, found) if denied else (others, everything)
        holder = term if denied else other
        layout, affirming = (claim, theirs) if denied else (evidence, mine)
        cues = [cue for cue in cues if not _is_opposed(layout, cue, affirming)]
        if _bears(layout, cues, holder, stems, _denied_near(affirming)):
            against = other
    if against is None:
        return None
    said, source = _phrase(own, term), _phrase(others, against)
    text = claim.text[slice(*said)]
    value = evidence.text[slice(*source)]
    message = f"the answer says “{text}”, the source “{value}”"
    return Conflict("negation", said, text, value, message)


def _is_opposed(layout: Layout, cue: Cue, affirming: Mention) -> bool:
    """Whether the sentence that affirms says what ``cue`` denies by its opposite, with words of the cue's
    sentence that it says of nothing else: "not open on Mondays" is "open on Sundays and closed on
    Mondays".
    """
    own, other, sentence = layout.sentence(cue.span.start), affirming.layout, affirming.sentence
    said = {word.text.lower() for word in layout.words_in(*own)}
    for denied in cue.focus:
        turned = opposites(layout.text[slice(*denied.span)]) - said
        words = [w for w in other.words_in(*sentence) if w.text.lower() in turned]
        besides = set(_stems(layout, own)) if words else set()
        for term in other.terms_in(*sentence) if besides else ():
            if term.stem == denied.stem:
                besides -= _stems(other, other.clause(term.span.start))
        if any(besides & _stems(other, other.clause(word.start)) for word in words):
            return True
    return False


def _denied_near(affirming: Mention) -> set[str]:
    """The stems that the sentence denies most that affirms a term."""
    return {term.stem for cue in affirming.near for term in cue.focus}


def _bears(
    layout: Layout, cues: Sequence[Cue], term: Term, shared: frozenset[str], alike: set[str]
) -> bool:
    """Whether ``term`` is what a cue denies, and the other text holds what the cue's scope says.

    "No turbines were installed in 2018" does not deny that turbines were installed. ``alike`` are
    stems that a cue of the other text denies as well.
    """
    for cue in cues:
        if term not in cue.focus or any(t.stem in alike for t in cue.focus):
            continue
        scope = [t.stem for t in layout.terms_in(*cue.scope) if not is_cue_word(t)]
        clause = _clause_stems(layout, term)
        if _share(scope, shared) >= 0.75 and _share(clause, shared) >= 0.6:
            return True
    return False


def _is_restricted(layout: Layout, term: Term) -> bool:
    """Whether the clause says "only": "runs only in summer" and "does not run in winter" agree."""
    return bool(_ONLY.search(layout.text, *layout.clause(term.span.start)))


def _is_left_open(layout: Layout, term: Term) -> bool:
    """Whether the clause says "only", or excepts something else than ``term``: "all damage except water
    damage" says of water damage that it is not covered.
    """
    start, end = layout.clause(term.span.start)
    only = _ONLY.search(layout.text, start, end)
    return bool(only) and not EXCEPT.search(layout.text, start, term.span.start)


def _share(stems: Collection[str], shared: frozenset[str]) -> float:
    return sum(stem in shared for stem in stems) / len(stems) if stems else 0.0


def _clause_stems(layout: Layout, term: Term) -> frozenset[str]:
    """The content words of the term's clause, and of the next where it says little without:
    "There is no evidence | that tea helps."
    """
    clause = layout.clause(term.span.start)
    stems = _stems(layout, clause)
    if len(stems) < 2 and layout.text.endswith("that", clause.start, clause.end):
        stems |= _stems(layout, layout.clause(clause.end))
    return stems


def _stems(layout: Layout, span: Span) -> frozenset[str]:
    terms = layout.terms_in(*span)
    return frozenset(t.stem for t in terms if t.stem != "except" and not is_cue_word(t))


def _phrase(cues: Sequence[Cue], term: Term) -> Span:
    for cue in cues:
        if cue.scope.start <= term.span.start < cue.scope.end:
            return Span(min(cue.span.start, term.span.start), max(term.span.end, cue.span.end))
    return term.span
