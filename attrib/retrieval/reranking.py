"""Puts the passages in the order in which the reader finds them relevant, and keeps what it read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from attrib.reader import Reader, log_odds, read_tables
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
    placed = [
        (item.passage, _in_document(reading, item, len(text)))
        for item, reading, text in zip(passages, readings, texts, strict=True)
    ]
    read = [
        replace(item, reading=reading, score=value(reading, rank))
        for rank, (item, reading) in enumerate(
            zip(passages, read_tables(question, placed), strict=True)
        )
    ]
    return sorted(read, key=lambda item: -item.score)


def value(reading: Reading, rank: int) -> float:
    """What a passage is ordered by; ``rank`` is its place in the order of fusion, from 0."""
    return (
        log_odds(reading.relevance)
        + ANSWER_WEIGHT * log_odds(reading.answerability)
        - RANK_WEIGHT * math.log1p(rank)
    )


def _in_document(reading: Reading, item: RetrievedPassage, length: int) -> Reading:
    """``reading`` of the passage under its title, with the answer as offsets into the document."""
    # An answer in the title is no words of the passage.
    first = item.passage.start
    by = first - (length - len(item.passage.text))
    starts = tuple((at + by, p) for at, p in reading.starts if at + by >= first)
    answer = None
    if reading.answer and reading.answer.end + by > first:
        answer = Span(max(reading.answer.start + by, first), reading.answer.end + by)
    return replace(reading, answer=answer, starts=starts)
