"""A corpus of any size without a model: texts about made-up topics, and vectors that follow the texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from attrib.types import Span

DIMENSION = 384
COMMON, RARE, TOPICS = 400, 40_000, 5_000
"""Words that every text uses, words that topics choose from, and topics."""
FUNCTION = 50
"""Of the common words, how many do what function words do."""
OF_A_TOPIC = 40
WORDS_OF_A_SENTENCE = 16
SENTENCES_OF_A_DOCUMENT = 40
DOCUMENTS_OF_A_FILE = 50
_SYLLABLES = [c + v for c in "bdfghklmnprstvz" for v in "aeiou"]
_WORD = regex.compile(r"\w+|[^\w\s]")


def _words() -> list[str]:
    draw = np.random.default_rng(0)
    made: dict[str, None] = {}
    while len(made) < COMMON + RARE:
        size = draw.integers(2, 5)
        made["".join(draw.choice(_SYLLABLES, size))] = None
    return list(made)


class Corpus:
    """Documents whose sentences are drawn from the words of one topic each, and from common ones.

    Half of the words of a sentence are common, the commonest most often (as 1 / rank); the others are
    of the topic. What is drawn depends on the document's number alone.
    """

    def __init__(self) -> None:
        self.words = np.array(_words())
        draw = np.random.default_rng(1)
        self._topics = COMMON + draw.integers(0, RARE, (TOPICS, OF_A_TOPIC))
        weights = 1.0 / np.arange(1, COMMON + 1)
        self._weights = weights / weights.sum()

    def document(self, number: int) -> str:
        draw = np.random.default_rng([2, number])
        shape = (SENTENCES_OF_A_DOCUMENT, WORDS_OF_A_SENTENCE // 2)
        common = draw.choice(COMMON, shape, p=self._weights)
        # The first words of a topic are its commonest.
        place = (OF_A_TOPIC * draw.random(shape) ** 2).astype(int)
        own = self._topics[draw.integers(TOPICS)][place]
        order = draw.permuted(np.concatenate([common, own], axis=1), axis=1)
        return " ".join(f"{' '.join(self.words[row])}.".capitalize() for row in order)

    def write(self, folder: Path, documents: int) -> None:
        """JSONL files; each document tells which part of the corpus it belongs to."""
        folder.mkdir()
        for first in range(0, documents, DOCUMENTS_OF_A_FILE):
            rows = [
                json.dumps({
                    "id": str(n), "title": f"Document {n}", "text": self.document(n),
                    "half": str(n % 2), "fiftieth": str(n % 50), "thousandth": str(n % 1000),
                })
                for n in range(first, min(first + DOCUMENTS_OF_A_FILE, documents))
            ]  # fmt: skip
            (folder / f"{first:07}.jsonl").write_text("\n".join(rows), encoding="utf-8")

    def questions(self, documents: int, count: int) -> list[str]:
        """Nine words of a sentence of a document each, none of the commonest: as of a question whose
        function words are left out. Their nearest passages are as near to them as paragraphs of
        Wikipedia are to questions about them (0.6).
        """
        draw = np.random.default_rng(3)
        commonest = set(self.words[:FUNCTION])
        made = []
        for number in draw.integers(0, documents, count):
            sentences = self.document(int(number)).split(". ")
            words = set(sentences[draw.integers(len(sentences))].rstrip(".").lower().split())
            left = sorted(words - commonest)
            made.append(" ".join(draw.choice(left, min(9, len(left)), replace=False)))
        return made


class BagOfWords:
    """Stands in for an embedder: a random direction for each word, common words count little.

    Texts that share words have near vectors, so a corpus of topics gives clusters, as text does.
    """

    name = "bag-of-words"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    dimension = DIMENSION
    max_tokens = 256

    def __init__(self, corpus: Corpus) -> None:
        self._numbers = {str(word): number for number, word in enumerate(corpus.words)}
        directions = np.random.default_rng(4).normal(size=(len(corpus.words), DIMENSION))
        directions[:COMMON] *= 0.1
        self._directions = directions.astype(np.float32)

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        known = [
            [self._numbers[w] for w in regex.findall(r"\w+", text.lower()) if w in self._numbers]
            for text in texts
        ]
        starts = np.cumsum([0, *map(len, known)])
        counts = csr_matrix(
            (np.ones(starts[-1], np.float32), [n for row in known for n in row], starts),
            shape=(len(texts), len(self._numbers)),
        )
        sums = np.asarray(counts @ self._directions, dtype=np.float32)
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)

    def token_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        return [[Span(*found.span()) for found in _WORD.finditer(text)] for text in texts]

    def describe(self) -> dict[str, str]:
        return {"embedder": self.name}


def growth(sizes: Sequence[int], values: Sequence[float]) -> Iterator[float]:
    """The exponent between each two sizes that follow each other: 1 is linear, 0 is none."""
    for (a, x), (b, y) in pairwise(zip(sizes, values, strict=True)):
        yield float(np.log(y / x) / np.log(b / a))
