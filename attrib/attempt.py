"""What came of a question before it is an answer; and the answer that one or several of them make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from attrib.answers.claims import support_rate
from attrib.drafting import Checked, cite
from attrib.reader import short_answer
from attrib.repair import Mended, each_once
from attrib.text.questions import asks_whether
from attrib.types import (
    Answer,
    Provenance,
    QuestionPart,
    RemovedMarker,
    ShortAnswer,
)

ABSTAINS = "The indexed documents do not answer this question."
CLOSEST = 3
"""Passages shown when nothing is answered."""


@dataclass(frozen=True)
class Attempt:
    """A question, or one of several that were asked at once, and what was found out."""

    question: str
    mended: Mended
    removed: Sequence[RemovedMarker]
    left_out: Sequence[str]
    confidence: float
    """Probability that the passages answer it; where nothing that was written held, not above that
    of its likeliest claim."""

    @property
    def answered(self) -> bool:
        return support(self.mended.checked) is not None


def support(checked: Sequence[Checked]) -> float | None:
    """The share of the claims that are supported; None where there is none."""
    return support_rate([one.found for one in checked])


def as_answer(question: str, attempts: Sequence[Attempt], provenance: Provenance) -> Answer:
    """The answer to ``question`` from the attempts at what it asks, in order. It abstains, as of one thing,
    where none of them came to anything; else what could not be answered is told by its ``parts``.
    """
    origin = replace(
        provenance,
        repairs=tuple(repair for one in attempts for repair in one.mended.repairs),
        removed_markers=tuple(marker for one in attempts for marker in one.removed),
        left_out=tuple(sentence for one in attempts for sentence in one.left_out),
    )
    answered = [one for one in attempts if one.answered]
    # The best ones of all parts first, then the second ones.
    ranks = zip_longest(*(one.mended.passages for one in answered or attempts))
    passages = each_once(item for rank in ranks for item in rank if item)
    if not answered:
        return Answer(
            question=question, text=ABSTAINS, attributions=(), sources=(),
            passages=tuple(passages[:CLOSEST]), abstained=True,
            confidence=max(one.confidence for one in attempts), provenance=origin,
        )  # fmt: skip
    # What answers two parts is said once.
    checked = {one.sentence: one for attempt in answered for one in attempt.mended.checked}
    text, attributions, sources = cite(list(checked.values()), passages)
    quoted = [evidence for attribution in attributions for evidence in attribution.evidence]
    short = {
        one.question: short_answer(one.mended.passages, quoted)
        for one in answered
        if not asks_whether(one.question)  # a reader finds words, and not yes or no
    }
    return Answer(
        question=question, text=text, attributions=attributions, sources=sources,
        passages=tuple(passages), abstained=False,
        confidence=min(one.confidence for one in answered), provenance=origin,
        short_answer=short.get(attempts[0].question) if len(attempts) == 1 else None,
        parts=_parts(attempts, short),
    )  # fmt: skip


def _parts(
    attempts: Sequence[Attempt], short: dict[str, ShortAnswer | None]
) -> tuple[QuestionPart, ...]:
    if len(attempts) == 1:
        return ()
    return tuple(
        QuestionPart(one.question, one.answered, one.confidence, short.get(one.question))
        for one in attempts
    )
