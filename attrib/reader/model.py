"""The reader, ready to read: weights, tokenizer and batches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from attrib.config import Settings, path_of
from attrib.encoding.device import Placement
from attrib.errors import ModelError
from attrib.models import NETWORK, TRAINED, config_of
from attrib.text.passages import joins
from attrib.types import Evidence, Reading, RetrievedPassage, ShortAnswer, Span

FOLDER = TRAINED / "reader"
LARGE = TRAINED / "reader_large"
OWN = {"small": FOLDER, "large": LARGE}
"""The weights that come with attrib; the large ones are an adapter of a model to be installed."""
LONGEST_ANSWER = 30
"""Most tokens of an answer."""
PLACED = 0.01
"""Least probability of a place where an answer may begin that is told."""
SURE = 1e-9
"""Probabilities are kept this far from 0 and 1 before their log odds are taken."""


class Reader(Protocol):
    """Reads passages for a question; a new backend is one new class."""

    def describe(self) -> dict[str, str]:
        """For provenance: ``name``, ``version``, ``sha256`` of the weights, and how they run."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """One reading for each (question, passage), in order, whatever the other pairs are. The
        answer's offsets point into the passage as it was given.
        """


class ReadingModel:
    """The Reader with the weights in ``folder``; raises ModelError if they are not those that its
    config.json was written for.
    """

    def __init__(self, folder: Path = FOLDER, placement: Placement | None = None) -> None:
        self._config = config_of(folder, "reader")
        self._folder = folder
        self._placement = placement or Placement()

    def describe(self) -> dict[str, str]:
        return {
            "name": self._config["name"], "version": self._config["version"],
            "sha256": self._config["sha256"], **self._placement.describe(),
        }  # fmt: skip

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        from attrib.encoding.pair_network import outputs
        from attrib.encoding.pair_weights import load_pair
        from attrib.reader.network import ReaderNetwork

        network, reader = load_pair(ReaderNetwork, self._folder, self._placement)
        inputs = reader.read(pairs)
        readings: dict[int, Reading] = {}
        for item, (relevant, answers, start, end) in outputs(network, inputs, self._placement):
            one = inputs[item]
            inside = slice(one.first_passage, one.first_passage + len(one.passage))
            readings[item] = Reading(
                float(relevant.sigmoid()), float(answers.sigmoid()),
                _whole(
                    _best_span(start[inside].numpy(), end[inside].numpy(), one.passage),
                    pairs[item][1],
                ),
                _starts(start[inside].softmax(dim=0).tolist(), one.passage),
            )  # fmt: skip
        return [readings[item] for item in range(len(pairs))]


def reader_for(settings: Settings) -> ReadingModel | None:
    """The reader that ``settings`` name: one that comes with attrib, or a folder that
    scripts/train_reader.py wrote; None when they want nothing read.

    Raises ModelError when there is no such folder, or it holds something else; when it holds a
    scorer, the reader does once it reads.
    """
    if not settings.read:
        return None
    folder = OWN.get(settings.reader) or path_of(settings.reader)
    if not (folder / NETWORK).is_file():
        raise ModelError(
            f"reader '{settings.reader}' is none of {', '.join(OWN)}, and no folder of a reader: "
            "give the path of what scripts/train_reader.py wrote"
        )
    return ReadingModel(folder, Placement(settings.device, settings.precision))


def short_answer(
    passages: Sequence[RetrievedPassage], evidence: Sequence[Evidence]
) -> ShortAnswer | None:
    """What the reader found within ``evidence``, in the passage that likeliest holds the answer; None
    where it found nothing there.

    Words beside the evidence would say something that the answer around them does not: of 220 questions
    of SQuAD2 and XQuAD the likeliest words stood elsewhere for 12, and were wrong for 7.
    """
    read = [(item.reading, item.passage) for item in passages if item.reading]
    answers = [
        (r.answerability, r.answer, p)
        for r, p in read
        if r.answer
        and any(e.document_id == p.document_id and e.span.holds(r.answer) for e in evidence)
    ]
    if not answers:
        return None
    probability, span, passage = max(answers, key=lambda one: one[0])
    return ShortAnswer(passage.document_id, span.start, span.end, passage.quote(span), probability)


def _best_span(start: Any, end: Any, offsets: Sequence[Span]) -> Span | None:
    """The span whose first and last tokens have the largest sum of logits."""
    import numpy as np

    if not offsets:
        return None
    both = start[:, None] + end[None, :]
    tokens = np.arange(len(offsets))
    length = tokens[None, :] - tokens[:, None]
    both[(length < 0) | (length >= LONGEST_ANSWER)] = -np.inf
    first, last = map(int, np.unravel_index(int(both.argmax()), both.shape))
    return Span(offsets[first].start, offsets[last].end)


def _whole(span: Span | None, text: str) -> Span | None:
    """``span`` with the marks of its first and last characters, which the tokenizer leaves out."""
    if span is None:
        return None
    start, end = span
    while start > 0 and joins(text, start):
        start -= 1
    while end < len(text) and joins(text, end):
        end += 1
    return Span(start, end)


def _starts(
    probabilities: Sequence[float], offsets: Sequence[Span]
) -> tuple[tuple[int, float], ...]:
    found = zip(probabilities, offsets, strict=True)
    return tuple((span.start, p) for p, span in found if p >= PLACED)


def log_odds(probability: float) -> float:
    """Finite for 0 and 1 too."""
    inside = min(max(probability, SURE), 1 - SURE)
    return math.log(inside / (1 - inside))
