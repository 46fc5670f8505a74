"""Splits an answer into sentences, and tells claims from what asserts nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from attrib.answers.annotations import folded, not_repeated
from attrib.answers.blocks import HEADING
from attrib.answers.leads import leads_to_citation, without_lead
from attrib.answers.markers import (
    Marker,
    assign_markers,
    blank_markers,
    find_markers,
    without_tags,
)
from attrib.answers.markup import code_and_definitions, html_headings, span_at
from attrib.answers.pieces import pieces
from attrib.answers.refusals import refuses
from attrib.answers.spoken import spoken
from attrib.text.sentences import says_nothing_alone, split_sentences, trim
from attrib.text.thoughts import after_thoughts
from attrib.text.words import Word, content_terms, language_of, words
from attrib.types import Attribution, Claim, Span, Verdict


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, ready to be attributed."""

    claim: Claim
    scored: str
    """What is scored: as long as the raw sentence, with white space where markers and tags stand."""
    markers: tuple[Marker, ...]
    is_claim: bool


_UNWRAPPED = str.maketrans("\r\n", "  ")
_JOINING = frozenset(("and", "or", "und", "oder"))
# "The warranty lasts 36 months:"; "The 3 reasons:" only counts what follows.
_TELLS_FIGURE = re.compile(
    r"(?i)(?=(?:\S+\s+){3}\S)"
    r"(?!(?:\S+\s+){0,2}(?:the|these|top|following|all|die|diese|alle|folgenden?)\s+\d)\D*\d"
)
_ITEM_NUMBER = re.compile(r"(?:^|(?<=[:;]) +)(?:\d{1,2}\.|\(?(?:\d{1,2}|[a-z])\))$")
_GAP = re.compile(r" (?=[.,;:!?…][\"'”’»)\]*_~]*(?: |$)|[。、，；：！？])")


def read_answer(
    answer: str, known: Collection[str] | None = (), annotations: Sequence[Marker] = ()
) -> list[Sentence]:
    """The sentences of ``answer`` with their citation markers.

    The thoughts that a reasoning model begins with are no part of it. HTML tags and images are white
    space, and tags of blocks end a line. ``known`` holds ids that may stand in brackets besides numbers
    (``[tariffs.md]``); None says that it is a draft, in which links are words. ``annotations`` are the
    citations that came beside the answer.
    """
    thought = after_thoughts(answer)
    said = " " * thought + answer[thought:]
    beside = [a for a in annotations if a.end > thought or a.start == a.end == thought]
    markers, beside = folded(said, find_markers(said, known), beside, known or ())
    code, _ = code_and_definitions(said)
    plain = without_tags(said, code, known or ())
    blanked = blank_markers(plain, markers)
    split = _split(plain, blanked, markers, html_headings(said, code))
    together = sorted((*markers, *beside), key=lambda marker: (marker.start, marker.end))
    assigned = assign_markers([one.span for one in split], together, plain, blanked)
    sentences = []
    for (span, may_assert, leads), cited in zip(split, assigned, strict=True):
        own = not_repeated(cited)
        scored = blanked[span.start : span.end]
        is_bare = scored == answer[span.start : span.end] and not own
        text = " ".join(scored.split()) if is_bare else _tidy(scored)
        claim = Claim(text, span.start, span.end)
        said_alone = without_lead(text) if leads else text
        is_claim = may_assert and asserts(said_alone, cites=bool(own))
        sentences.append(Sentence(claim, scored, tuple(own), is_claim))
    return sentences


def without_markers(text: str, known: Collection[str] | None = None) -> str:
    """``text`` without its citation markers, as ``find_markers`` finds them; as it is where it has none.
    Those that the sentence cannot do without are words: "according to the source".
    """
    markers = find_markers(text, known)
    return _tidy(spoken(blank_markers(text, markers), markers)) if markers else text


def _tidy(blanked: str) -> str:
    """White space folded, without the gap that a marker leaves before the full stop."""
    return _GAP.sub("", " ".join(blanked.split()))


class _Cut(NamedTuple):
    """One sentence of an answer, or what is none."""

    span: Span
    may_assert: bool
    """Headings and code never do."""
    leads: bool = False
    """Whether a citation stands behind its colon, and nothing else that it could announce."""


def _split(
    answer: str, blanked: str, markers: Sequence[Marker], headings: Sequence[Span]
) -> list[_Cut]:
    language = language_of(blanked)
    # No sentence crosses a piece, so that within one the end of a line is a space.
    unwrapped = blanked.translate(_UNWRAPPED)
    starts = [marker.start for marker in markers]
    found: list[_Cut] = []
    cut = list(pieces(answer, blanked, markers))
    for piece, below in zip_longest(cut, cut[1:]):
        start, end, kind = piece
        heads = bool(span_at(start, headings))
        if kind != "prose":
            found.append(_Cut(Span(start, end), kind == "row" and not heads))
            continue
        spans = split_sentences(unwrapped, start, end, language)
        kept = _without_numbers(unwrapped, spans)
        found += (_Cut(span, not span_at(span.start, headings)) for span in kept)
        announced = below if below and not span_at(below.start, headings) else None
        if found and leads_to_citation(blanked, piece, announced, starts):
            found[-1] = found[-1]._replace(leads=True)
    return found


def _without_numbers(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """``spans`` without the numbers of items that stand within a line: "Two: 1. One. 2. Two."."""
    for span in spans:
        number = _ITEM_NUMBER.search(text[span.start : span.end]) if span != spans[-1] else None
        kept = trim(text, span.start, span.start + number.start()) if number else span
        if kept.start < kept.end:
            yield kept


def asserts(sentence: str, *, cites: bool = False) -> bool:
    """Whether a sentence asserts something: not a question, a refusal, a lead-in or a heading. One that
    cites does in function words alone ("Both.") too, and before a colon where it tells a figure.
    """
    said = _words_that_cite(sentence) if cites else content_terms(sentence)
    if HEADING.match(sentence) or not said:
        return False
    bare = sentence.strip("*_~ ")
    if refuses(bare):
        return False
    tells = cites and bare.endswith(":") and _TELLS_FIGURE.match(bare)
    return bool(tells) or not says_nothing_alone(bare)


def _words_that_cite(sentence: str) -> list[Word]:
    """The words of a sentence without what only joins its markers: "[1] and [2]"."""
    return [word for word in words(sentence) if word.text.lower() not in _JOINING]


def support_rate(attributions: Sequence[Attribution]) -> float | None:
    """Share of claims that are supported; an unchecked claim is not. None without claims."""
    claims = [a for a in attributions if a.verdict is not Verdict.NOT_A_CLAIM]
    return sum(a.verdict is Verdict.SUPPORTED for a in claims) / len(claims) if claims else None
