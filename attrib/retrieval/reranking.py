"""Puts the passages in the order in which the reader finds them relevant, and keeps what it read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from attrib.reader import Reader, log_odds
from attrib.text.passages import context
from attrib.types import Reading, RetrievedPassage, Span

# What the log odds of an answer add to those of relevance, and what a place further down in the order
# of fusion takes away; of some 30 pairs tried, about the best on both halves of the questions about
# articles that the reader was not trained on (docs/benchmarks/answers.md).
ANSWER_WEIGHT = 0.25
RANK_WEIGHT = 1.0


def rerank(
    question: str, passages: Sequence[RetrievedPassage], reader: Reader
) -> list[RetrievedPassage]:
    """``passages``, which are in the order of fusion, with their readings and in a better order."""
    texts = [
        context(item.source.title, item.passage.headings, item.passage.text) for item in passages
    ]
    readings = reader.read([(question, text) for text in texts])
    read = [
        replace(item, reading=_in_document(reading, item, len(text)))
        for item, reading, text in zip(passages, readings, texts, strict=True)
    ]
    order = sorted(range(len(read)), key=lambda rank: (-value(readings[rank], rank), rank))
    return [read[rank] for rank in order]


def value(reading: Reading, rank: int) -> float:
    """What a passage is ordered by; ``rank`` is its place in the order of fusion, from 0."""
    return (
        log_odds(reading.relevance)
        + ANSWER_WEIGHT * log_odds(reading.answerability)
        - RANK_WEIGHT * math.log1p(rank)
    )


def _in_document(reading: Reading, item: RetrievedPassage, length: int) -> Reading:
    """``reading`` of the passage under its title, with the answer as offsets into the document."""
    if reading.answer is None:
        return reading
    # An answer in the title is no words of the passage.
    by = item.passage.start - (length - len(item.passage.text))
    start = max(reading.answer.start + by, item.passage.start)
    end = reading.answer.end + by
    return replace(reading, answer=Span(start, end) if end > start else None)
