"""Negation: which content words of a text are denied, by cue, clause and parity."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attrib.attribution.details.detail import Conflict, Detail
from attrib.attribution.details.layout import Layout
from attrib.text.words import Term
from attrib.types import Span

COVERED = 0.7
"""The other text must hold this share of a clause's content words to speak of the same thing."""
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
_CUE = re.compile(
    r"\b(?:\w*n['’]t)\b|\b(?:cannot|not|no longer|no one|no|never|without|neither|nor|none|nobody"
    r"|nowhere|nothing|fail(?:s|ed|ing)? to|unable to|incapable of|lack(?:s|ed|ing)?(?: of)?"
    r"|(?:refus|declin)(?:es|ed|e) to"
    r"|(?P<excludes>forbidden to|(?:prohibited|forbidden|banned|barred|precluded|prevented) from(?= \w+ing\b)"
    r"|(?:removed|dropped|drops|ended|ends|discontinued|withdr[ae]wn?)(?=:?\s(?:the\s)?support\b)"
    r"|(?:except(?:ing)?|excluding|with the exception of)(?! (?:when|where|that|as|if)\b)(?: for)?)"
    r"|nie|niemals|ohne|weder|kein(?:e|en|er|em|es)?|(?P<clause>nicht))\b",
    re.IGNORECASE,
)
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
_EXCEPT = re.compile(r"\b(?:except(?:ing)?|excluding|with the exception of)\b", re.IGNORECASE)
_ONLY = re.compile(rf"\b(?:only|unless|nur|außer)\b|{_EXCEPT.pattern}", re.IGNORECASE)
_TITLE = re.compile(r"(?:No|Not|Never|Nobody|None|Nothing|Without)(?:\s?['’]s)?\s[A-Z][a-z]")
_CUE_STEMS = re.compile(
    r"no|not|never|without|neither|nor|none|nobodi|noth|cannot|longer|fail|unabl|incap|lack|refus"
    r"|nicht|kein|nie|niemal|weder|.*n't|did|do|doe"
)


class Cue(NamedTuple):
    """A word that denies, and the stretch of text that it denies."""

    span: Span
    scope: Span
    focus: tuple[Term, ...]
    """The content words that bear the denial most: the first two in scope."""
    excludes: bool = False
    """Whether it takes something out, and says so in words that are no negation: "prohibited from"."""


def find_cues(layout: Layout) -> list[Cue]:
    """The negation cues of the text with their scopes, in order."""
    text = layout.text
    idle = {offset for match in _NOT_A_CUE.finditer(text) for offset in range(*match.span())}
    cues: list[Cue] = []
    for match in _CUE.finditer(text):
        if len(cues) == MOST:
            break
        if match.start() in idle or match.end() - 1 in idle:
            continue
        if _TITLE.match(text, match.start()):
            continue
        inside = bool(cues) and match.start() < cues[-1].scope.end
        if inside and (_EXCEPT.match(match[0]) or match[0].lower() == "nor"):
            continue  # "neither A nor B" denies once, and "no one except A" denies no A
        listed = text[match.end() : match.end() + 1] == ":"
        clause = layout.clause(match.end() + 1 if listed else match.start())
        scope = clause if match["clause"] else Span(match.end(), max(clause.end, match.end()))
        terms = [term for term in layout.terms_in(*scope) if not is_cue_word(term)]
        focus = terms[-2:] if match["clause"] else terms[:2]
        cues.append(Cue(Span(*match.span()), scope, tuple(focus), bool(match["excludes"])))
    return cues


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


def is_denied(cues: Sequence[Cue], offset: int) -> bool:
    """Whether an odd number of cues deny what stands at ``offset``."""
    return sum(cue.scope.start <= offset < cue.scope.end for cue in cues) % 2 == 1


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
        if is_denied(others, other.span.start) == denied:
            return None
        if against or covered < COVERED:
            continue
        cues, stems = (own, found) if denied else (others, everything)
        holder = term if denied else other
        layout = claim if denied else evidence
        alike = _denied_near(evidence, others, other) if denied else _denied_near(claim, own, term)
        if _bears(layout, cues, holder, stems, alike):
            against = other
    if against is None:
        return None
    said, source = _phrase(own, term), _phrase(others, against)
    text = claim.text[slice(*said)]
    value = evidence.text[slice(*source)]
    message = f"the answer says “{text}”, the source “{value}”"
    return Conflict("negation", said, text, value, message)


def _denied_near(layout: Layout, cues: Sequence[Cue], term: Term) -> set[str]:
    """The stems that the sentence of ``term`` denies most."""
    start, end = layout.sentence(term.span.start)
    return {t.stem for cue in cues if start <= cue.span.start < end for t in cue.focus}


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
    return bool(only) and not _EXCEPT.search(layout.text, start, term.span.start)


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


def is_cue_word(term: Term) -> bool:
    """Whether the content word is (part of) a cue, or the auxiliary that carries one."""
    return bool(_CUE_STEMS.fullmatch(term.stem))


def _phrase(cues: Sequence[Cue], term: Term) -> Span:
    for cue in cues:
        if cue.scope.start <= term.span.start < cue.scope.end:
            return Span(min(cue.span.start, term.span.start), max(term.span.end, cue.span.end))
    return term.span
