"""Splits an answer into sentences, and tells claims from what asserts nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from attrib.attribution.blocks import HEADING
from attrib.attribution.markers import Marker, assign_markers, blank_markers, find_markers
from attrib.attribution.pieces import pieces
from attrib.text.sentences import says_nothing_alone, split_sentences, trim
from attrib.text.words import content_terms, language_of
from attrib.types import Attribution, Claim, Span, Verdict


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, ready to be attributed."""

    claim: Claim
    scored: str
    """What is scored: as long as the raw sentence, with spaces where markers stand."""
    markers: tuple[Marker, ...]
    is_claim: bool


_UNWRAPPED = str.maketrans("\r\n", "  ")
_ITEM_NUMBER = re.compile(r"(?:^|(?<=[:;]) +)(?:\d{1,2}\.|\(?(?:\d{1,2}|[a-z])\))$")
_GAP = re.compile(r" (?=[.,;:!?…][\"'”’»)\]]*(?: |$)|[。、，；：！？])")

# Openings and phrases that assert nothing about the subject. English; other languages are scored.
# Whoever speaks for a company also says "we do not have", "we cannot provide": what is not had must
# be something to answer with.
_CANNOT = (
    r"(?:cannot|can\ not|can['’]t|could\ not|couldn['’]t|"
    r"(?:am|are|was|were)\ (?:unable|not\ able)\ to)"
)
_DO_NOT = r"(?:(?:do|did)\ not|(?:do|did)n['’]t)"
_ANSWER = r"(?:[\w'’-]+\ ){0,4}(?:information|answers?|details?|access|context|knowledge)"
_SOURCES = r"(?:documents?|sources?|passages?|context|text|search\ results?)"
_NO_CLAIM = re.compile(
    rf"""(?ix) ^
      (?:(?:i['’]?m\ (?:very\ )?sorry|i\ am\ (?:very\ )?sorry|sorry|unfortunately)\b,?\ ?)?
      (?:but\ |that\ )? (?:based\ on\ [^.,]{{0,60}},\ )?
      (?!.*(?:;|\b(?:but|however|although|though|whereas)\b)) (?:
      (?:i|we)\ (?:{_DO_NOT}|{_CANNOT})\ (?:know|(?:have|find|see|give|provide)\ {_ANSWER})\b .* |
      (?:(?:i|we)\ {_CANNOT}|i\ {_DO_NOT})\ (?:find|answer|say|tell|determine)\b .* |
      (?:i|we)\ {_CANNOT}\ help\b (?:\ you\b)? (?:\ (?:with\ (?:that|this|your)|find|answer)\b .* | .?) |
      as\ an?\ (?:ai|language\ model|assistant)\b[^,.]{{0,40}},\ i\b .* |
      (?:i\ hope\ this|let\ me\ know|feel\ free|please\ (?:let|note\ that\ i))\b .* |
      the\ (?:provided\ |given\ |retrieved\ |available\ )?{_SOURCES}\ (?:do|does|did)
         (?:\ not|n['’]t)\ (?:say|state|mention|answer|contain|provide|tell|specify|give|include|
         cover)\b .* |
      there\ is\ (?:no|not\ enough)\ information\b (?!\ \w) .* |
      there\ is\ (?:no|not\ enough)\ information\ (?:on|about|in|to|for|of|that|as|here|whether|
         available|given|provided|regarding|concerning)\b .* |
      there\ is\ (?:no|not\ enough)\ evidence\b .* \b(?:in|from)\ (?:the|these|your)\ (?:\w+\ )?
         {_SOURCES}\b .* |
      (?:here|these|below)\ (?:is|are)\b [^.]{{0,80}} : |
      (?:in\ (?:summary|conclusion|short)|overall|to\ summari[sz]e|sure|certainly|of\ course)[,:.!]?
    ) $ """
)
# Where a refusal may go on to assert something ("..., and the plant has 500 turbines"): before a
# verb or a number. What it goes on with may be a refusal too.
_VERB = (
    r"(?:is|are|was|were|has|have|had|does|did|will|would|can|could|must|may|might|should|\w{2,}ed)"
)
_SAYS = rf"[^,;]{{0,80}}?(?:\d|\b{_VERB}\b)"
_GOES_ON = re.compile(
    rf"""(?ix) ,\ (?:
      and\ (?!(?:i|what|who|whom|whose|when|where|why|how|which|whether|if|that)\b) (?={_SAYS}) |
      which\ (?!(?:you|i|we|means|makes\ it)\b) (?={_SAYS}|\w+s\b)
    )"""
)


def read_answer(answer: str, known: Collection[str] = ()) -> list[Sentence]:
    """The sentences of ``answer`` with their citation markers.

    ``known`` holds ids that may stand in brackets besides numbers (``[tariffs.md]``).
    """
    markers = find_markers(answer, known)
    blanked = blank_markers(answer, markers)
    split = _split(answer, blanked, markers)
    assigned = assign_markers([span for span, _ in split], markers, answer)
    sentences = []
    for (span, may_assert), own in zip(split, assigned, strict=True):
        scored = blanked[span.start : span.end]
        text = _tidy(scored) if own else " ".join(scored.split())
        claim = Claim(text, span.start, span.end)
        sentences.append(Sentence(claim, scored, tuple(own), may_assert and asserts(text)))
    return sentences


def without_markers(text: str) -> str:
    """``text`` without its citation markers; as it is where it has none."""
    markers = find_markers(text)
    return _tidy(blank_markers(text, markers)) if markers else text


def _tidy(blanked: str) -> str:
    """White space folded, without the gap that a marker leaves before the full stop."""
    return _GAP.sub("", " ".join(blanked.split()))


def _split(answer: str, blanked: str, markers: Sequence[Marker]) -> list[tuple[Span, bool]]:
    """The sentences, and whether each may assert something: headings and code never do."""
    language = language_of(blanked)
    # No sentence crosses a piece, so that within one the end of a line is a space.
    unwrapped = blanked.translate(_UNWRAPPED)
    found: list[tuple[Span, bool]] = []
    for start, end, kind in pieces(answer, blanked, markers):
        if kind == "prose":
            spans = split_sentences(unwrapped, start, end, language)
            found += ((span, True) for span in _without_numbers(unwrapped, spans))
        else:
            found.append((Span(start, end), kind == "row"))
    return found


def _without_numbers(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """``spans`` without the numbers of items that stand within a line: "Two: 1. One. 2. Two."."""
    for span in spans:
        number = _ITEM_NUMBER.search(text[span.start : span.end]) if span != spans[-1] else None
        kept = trim(text, span.start, span.start + number.start()) if number else span
        if kept.start < kept.end:
            yield kept


def asserts(sentence: str) -> bool:
    """Whether a sentence asserts something: not a question, a refusal, a lead-in or a heading."""
    if says_nothing_alone(sentence) or HEADING.match(sentence):
        return False
    if not content_terms(sentence):
        return False
    return any(not _NO_CLAIM.match(part) for part in _GOES_ON.split(sentence))


def support_rate(attributions: Sequence[Attribution]) -> float | None:
    """Share of claims that are supported; an unchecked claim is not. None without claims."""
    claims = [a for a in attributions if a.verdict is not Verdict.NOT_A_CLAIM]
    return sum(a.verdict is Verdict.SUPPORTED for a in claims) / len(claims) if claims else None
