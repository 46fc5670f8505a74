"""The trained support scorer: a small model that reads claim and source together.

Its log odds join what the baseline looks at (shared words, similarity) in a logistic combiner, and
the detail guard has the last word. The model also says which sentences are the evidence and which
words of the claim they do not carry.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from attrib.attribution.baseline import SAME_SUBJECT, Overlap, best_window, guard, merged
from attrib.attribution.scorer import Pair, Support, Thresholds
from attrib.encoding.batches import batches
from attrib.encoding.device import Placement
from attrib.encoding.embedder import Embedder, Vectors
from attrib.errors import ModelError
from attrib.models import resolve
from attrib.types import Span

if TYPE_CHECKING:
    from attrib.attribution.support.inputs import PairReader
    from attrib.attribution.support.network import SupportNetwork

FOLDER = Path(__file__).parent.parent / "weights" / "support"
"""The weights that come with attrib."""
NEIGHBOURS = 1
"""Sentences read on either side of the window that holds most of the claim's words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model is given of a pair, and what the combiner knows of it besides."""

    passage: str
    positions: tuple[int, ...]
    """Which sentences of the pair were read."""
    spans: tuple[Span, ...]
    """Where they stand in ``passage``."""
    overlap: Overlap
    similarity: float


class Judgement(NamedTuple):
    """The network's answer to one reading."""

    support: NDArray[np.float32]
    """Log probabilities of supported, not supported, contradicted."""
    evidence: tuple[float, ...]
    """Probability of each sentence that was read: it belongs to the evidence."""
    uncarried: tuple[tuple[Span, float], ...]
    """Tokens of the claim, and the probability that the passage does not carry them."""

    @property
    def log_odds(self) -> float:
        """Of supported against the rest."""
        return float(self.support[0] - np.logaddexp(self.support[1], self.support[2]))


class TrainedScorer:
    """A SupportScorer with the weights in ``folder``; raises ModelError if they are not those that
    its config.json was written for.
    """

    def __init__(
        self,
        embedder: Embedder,
        folder: Path = FOLDER,
        *,
        device: str = "auto",
        precision: str = "auto",
    ) -> None:
        files = resolve(str(folder))
        self._config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if files.sha256 != self._config["sha256"]:
            raise ModelError(
                f"support model '{folder}': weights have sha256 {files.sha256[:12]}..., expected "
                f"{self._config['sha256'][:12]}...: install attrib again"
            )
        self._folder = folder
        self._embedder = embedder
        self._placement = Placement(device, precision)
        self.thresholds = Thresholds(**self._config["thresholds"])

    def describe(self) -> dict[str, Any]:
        return {
            "name": self._config["name"], "version": self._config["version"],
            "sha256": self._config["sha256"], **self._placement.describe(),
            "thresholds": asdict(self.thresholds),
        }  # fmt: skip

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        readings = self.read(pairs)
        judgements = self.judge(
            [(pair.claim, one.passage) for pair, one in zip(pairs, readings, strict=True)],
            [one.spans for one in readings],
        )
        return [
            self._support(pair, reading, judgement)
            for pair, reading, judgement in zip(pairs, readings, judgements, strict=True)
        ]

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Of each pair the part that the model is given: the sentences that share most words with
        the claim, else the most similar one, with their neighbours, below title and headings.
        """
        texts = dict.fromkeys(t for pair in pairs for t in (pair.claim, *pair.sentences))
        vectors = self._embedder.encode(list(texts))
        rows = {text: row for row, text in enumerate(texts)}
        return [_reading(pair, vectors, rows) for pair in pairs]

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        """What the network says of each (claim, passage); ``sentences`` are spans of the passage."""
        import torch

        from attrib.attribution.support.inputs import MAX_CLAIM, MAX_PASSAGE
        from attrib.attribution.support.network import Batch, collate

        device = self._placement.device
        network, reader = _load(self._folder, device)
        inputs = reader.read(pairs)
        judgements: dict[int, Judgement] = {}
        longest = MAX_CLAIM + MAX_PASSAGE + 3
        for batch in batches([len(one.ids) for one in inputs], longest=longest):
            tensors = collate([inputs[i] for i in batch.items], batch.length)
            with torch.inference_mode(), self._placement.autocast():
                output = network(Batch(*(t.to(device) for t in tensors)))
            support = torch.log_softmax(output.support.float(), dim=-1).cpu().numpy()
            tokens = torch.sigmoid(output.tokens.float()).cpu().numpy()
            for row, item in enumerate(batch.items):
                one, said = inputs[item], tokens[row]
                carried = said[1 : 1 + len(one.claim)].tolist()
                held = said[one.first_passage : one.first_passage + len(one.passage)].tolist()
                judgements[item] = Judgement(
                    support[row],
                    tuple(_mean_in(span, one.passage, held) for span in sentences[item]),
                    tuple(zip(one.claim, carried, strict=True)),
                )
        return [judgements[item] for item in range(len(pairs))]

    def probability(self, reading: Reading, log_odds: float) -> float:
        """The combiner's calibrated probability, before the guard."""
        weights = self._config["combiner"]
        features = {
            "words": reading.overlap.words, "bigrams": reading.overlap.bigrams,
            "similarity": reading.similarity, "log_odds": log_odds,
        }  # fmt: skip
        logit = weights["bias"] + sum(weights[name] * value for name, value in features.items())
        return 1 / (1 + math.exp(-logit))

    def _support(self, pair: Pair, reading: Reading, judgement: Judgement) -> Support:
        if not reading.positions or not pair.claim.strip():
            return Support(0.0, 0.0, (), (Span(0, len(pair.claim)),) if pair.claim else ())
        limits = self._config["tokens"]
        scores = dict(zip(reading.positions, judgement.evidence, strict=True))
        chosen = tuple(i for i in reading.positions if scores[i] >= limits["evidence"])
        evidence = chosen or (max(reading.positions, key=scores.__getitem__),)
        uncarried = [span for span, p in judgement.uncarried if p >= limits["unsupported"]]
        probability = self.probability(reading, judgement.log_odds)
        contradiction = 0.0
        if reading.overlap.words >= SAME_SUBJECT:
            contradiction = float(math.exp(judgement.support[2]))
        if probability < self.thresholds.partial and contradiction == 0.0:
            return Support(probability, 0.0, evidence, merged(pair.claim, uncarried))
        checked = guard(
            pair, replace(reading.overlap, missing=()), reading.positions, probability,
            self.thresholds,
        )  # fmt: skip
        guarded = checked.contradiction >= self.thresholds.contradicted
        return Support(
            probability=checked.probability,
            contradiction=max(contradiction, checked.contradiction),
            evidence=checked.evidence if guarded else evidence,
            unsupported=merged(pair.claim, sorted({*uncarried, *checked.unsupported})),
            reasons=checked.reasons,
        )


def _reading(pair: Pair, vectors: Vectors, rows: dict[str, int]) -> Reading:
    overlap = best_window(pair)
    if not pair.sentences:
        return Reading("", (), (), overlap, 0.0)
    similarities = vectors[[rows[s] for s in pair.sentences]] @ vectors[rows[pair.claim]]
    window = overlap.window or (int(similarities.argmax()),)
    first = max(0, window[0] - NEIGHBOURS)
    positions = tuple(range(first, min(len(pair.sentences), window[-1] + 1 + NEIGHBOURS)))
    passage, spans = pair.context, []
    for position in positions:
        passage += " " if passage else ""
        spans.append(Span(len(passage), len(passage) + len(pair.sentences[position])))
        passage += pair.sentences[position]
    return Reading(passage, positions, tuple(spans), overlap, float(similarities.max()))


def _mean_in(span: Span, offsets: Sequence[Span], values: Sequence[float]) -> float:
    """Mean of the values of the tokens within ``span``; 0 where there are none."""
    inside = [
        value
        for offset, value in zip(offsets, values, strict=True)
        if span.start <= offset.start < span.end
    ]
    return sum(inside) / len(inside) if inside else 0.0


@lru_cache(maxsize=2)
def _load(folder: Path, device: str) -> tuple[SupportNetwork, PairReader]:
    """Network and tokenizer, once per process."""
    from tokenizers import Tokenizer

    from attrib.attribution.support.inputs import PairReader
    from attrib.attribution.support.weights import TOKENIZER, load_network

    network = load_network(folder).to(device)
    return network, PairReader(Tokenizer.from_file(str(folder / TOKENIZER)))
