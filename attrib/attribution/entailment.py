"""What a model that reads claim and passage together is, and what its numbers mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from attrib.attribution.details.wording import Reworded
from attrib.attribution.scorer import Pair, Thresholds
from attrib.types import Span


class Judgement(NamedTuple):
    """A model's answer to one claim and passage."""

    support: NDArray[np.float32]
    """Log probabilities of supported, not supported, contradicted."""
    evidence: tuple[float, ...] | None = None
    """Probability of each sentence that it belongs to the evidence; None: the model tells none."""
    uncarried: tuple[tuple[Span, float], ...] | None = None
    """Tokens of the claim, and the probability that the passage does not carry them; None: the
    model tells none."""

    @property
    def least_carried(self) -> float:
        """The highest probability of a word of the claim that it is not carried; 0 if none is told."""
        return max((probability for _, probability in self.uncarried or ()), default=0.0)

    def of_claim(self, claim: Reworded) -> Judgement:
        """The same of the claim as it was written, where ``claim`` was read."""
        if self.uncarried is None or not claim.edits:
            return self
        return self._replace(uncarried=tuple((claim.original(s), p) for s, p in self.uncarried))

    @property
    def log_odds(self) -> float:
        """Of supported against the rest."""
        return float(self.support[0] - np.logaddexp(self.support[1], self.support[2]))


Probability = TypeVar("Probability", float, NDArray[np.float64])


def biased(probability: Probability, bias: float) -> Probability:
    """``probability`` with ``bias`` added to its log odds."""
    weighed = probability * math.exp(bias)
    return weighed / (weighed + 1.0 - probability)


@dataclass(frozen=True, slots=True)
class Combiner:
    """How much each sign of support counts."""

    log_odds: float = 1.0
    similarity: float = 0.0
    words: float = 0.0
    bias: float = 0.0
    cap: float = 1.0
    """Similarity and words count up to here: beyond it, more is more copying and not more support."""

    def probability(self, log_odds: float, similarity: float, words: float) -> float:
        """Logistic, and monotone in all three; ``words`` is the share that the source holds."""
        near, held = min(similarity, self.cap), min(words, self.cap)
        logit = self.bias + self.log_odds * log_odds + self.similarity * near + self.words * held
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a model's log odds become a calibrated probability and a verdict."""

    thresholds: Thresholds
    combiner: Combiner = Combiner()
    of_short: Combiner | None = None
    """For sources of few sentences, which the model has read whole, and for short answers, which are read
    with their question: what it says counts more, and that words are shared less, than where it has
    read a part. None: as for all others."""
    short: int = 0
    """Most sentences of such a source."""
    evidence_token: float = 0.5
    """Least mean probability of a sentence of the evidence."""
    evidence_token_in_window: float = 0.5
    """The same for sentences of the window that holds most of the claim's words."""
    unsupported_token: float = 0.5
    """Least probability of a word of the claim that is shown as not carried."""
    overruling_token: float = math.inf
    """From here on one word that is not carried keeps the whole claim from being supported."""
    contradiction_bias: float = 0.0
    """Added to the log odds of contradicted: how much less ready to say so than the model."""

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Calibration:
        """From a ``config.json`` that scripts/fit_scorer.py wrote."""
        tokens = config["tokens"]
        return cls(
            Thresholds(**config["thresholds"]), Combiner(**config["combiner"]),
            Combiner(**config["combiner_of_short"]) if "combiner_of_short" in config else None,
            config.get("short", 0),
            evidence_token=tokens["evidence"],
            evidence_token_in_window=tokens["evidence_in_window"],
            unsupported_token=tokens["unsupported"], overruling_token=tokens["overruling"],
            contradiction_bias=config.get("contradiction_bias", 0.0),
        )  # fmt: skip

    def contradiction(self, judgement: Judgement) -> float:
        """Probability of contradicted."""
        return biased(float(math.exp(judgement.support[2])), self.contradiction_bias)

    def is_short(self, pair: Pair) -> bool:
        """Whether the source has few sentences, or the claim is a short answer."""
        return pair.lead > 0 or len(pair.sentences) <= self.short

    def combiner_for(self, pair: Pair) -> Combiner:
        """The one for such a claim and source."""
        return self.of_short if self.of_short and self.is_short(pair) else self.combiner


class EntailmentModel(Protocol):
    """Judges claims against passages; a new kind of model is one new class with these members."""

    @property
    def calibration(self) -> Calibration: ...

    def describe(self) -> dict[str, Any]:
        """Name, version, hash of the weights and where it runs, for provenance."""

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        """One judgement per (claim, passage), in order, whatever the other pairs are.

        ``sentences`` are, of each pair, spans of the passage: those that evidence is told of.
        """
