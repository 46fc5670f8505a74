"""One claim at a time: scores of plain strings, and a claim held against documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attrib.answers.claims import without_markers
from attrib.answers.markers import blank_markers, find_markers
from attrib.attribution import Attributor, Ground, Pair, SupportScorer, Task, scorer_for
from attrib.attribution.grounds import DocumentGrounds
from attrib.attribution.table_rows import with_units
from attrib.config import Settings, load_settings
from attrib.encoding.embedder import Embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.errors import InputError, SourceError
from attrib.index.recipe import open_embedder
from attrib.provenance import provenance
from attrib.sources import Skipped, WebPolicy, discover, load, read
from attrib.sources.document import clean, encodable
from attrib.text.sentences import split_sentences
from attrib.text.words import language_of
from attrib.types import Attribution, Claim, ClaimCheck, Document, Passage, Source, Span

NOTHING_DECLARED: tuple[str, ...] = ()
"""Of a claim alone nobody says what its markers and links mean: they are left out as in an answer."""


class ClaimScorer:
    """A support scorer for plain strings and documents, with the embedder that it needs."""

    def __init__(self, scorer: SupportScorer, embedder: Embedder, settings: Settings) -> None:
        self.scorer = scorer
        self._embedder = embedder
        self._settings = settings
        self._attributor = Attributor(scorer)

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Probabilities that the passage supports the claim, does not, and contradicts it.

        ``pairs`` are (claim, passage); the result has shape (n, 3), rows sum to 1. A row does not
        depend on the other pairs. Citation markers in a claim are not read.
        """
        asked = [
            Pair(without_markers(clean(claim), NOTHING_DECLARED), _sentences(clean(passage)))
            for claim, passage in pairs
        ]
        found = np.zeros((len(asked), 3), dtype=np.float32)
        for row, support in enumerate(self.scorer.score(asked)):
            against = min(support.contradiction, 1 - support.probability)
            found[row] = support.probability, 1 - support.probability - against, against
        return found

    def attribute(
        self, claim: str, passages: Sequence[str], question: str | None = None
    ) -> Attribution:
        """Verdict and evidence of ``claim``, held against each passage and several together.

        Evidence names its passage by number, from "1", and gives offsets into it:
        ``passages[int(e.document_id) - 1][e.start:e.end] == e.quote``, but for lone surrogates, which
        are read and quoted as U+FFFD. ``question`` is read with claims that are too short to stand
        alone. Raises InputError for an empty claim.
        """
        claim, question = encodable(claim), encodable(question or "")
        grounds = []
        for number, text in enumerate(map(encodable, passages), 1):
            passage = Passage(str(number), 0, len(text), text, _spans(text))
            grounds.append(Ground(passage, Source(str(number), "", "")))
        return self._attribute(claim, grounds, question)

    def check(
        self, claim: str, documents: Sequence[Document], question: str | None = None
    ) -> ClaimCheck:
        """``claim`` held against ``documents``: of long ones against the nearest passages.

        Raises InputError for an empty claim.
        """
        claim, question = clean(claim), clean(question or "") or None
        grounds = DocumentGrounds(documents, self._embedder)
        attribution = self._attribute(claim, grounds.nearest(claim), question)
        return ClaimCheck(
            claim=claim, question=question, attribution=attribution,
            sources=tuple(grounds.sources),
            provenance=provenance(
                embedder=self._embedder, scorer=self.scorer, generator={"name": "none"}, index=None,
                settings={}, seed=self._settings.seed,
            ),
        )  # fmt: skip

    def _attribute(
        self, claim: str, grounds: Sequence[Ground], question: str | None
    ) -> Attribution:
        one = Claim(without_markers(" ".join(claim.split()), NOTHING_DECLARED), 0, len(claim))
        if not one.text.strip():
            raise InputError("the claim is empty: write a sentence that asserts something")
        bare = blank_markers(claim, find_markers(claim, NOTHING_DECLARED))
        return self._attributor.attribute([Task(one, bare, grounds, question or "")])[0]


def load_scorer(name: str | None = None, settings: Settings | None = None) -> ClaimScorer:
    """The scorer called ``name``: ``support``, ``baseline``, or the folder of an entailment model.

    Default: what ``settings`` say. Raises ModelError when there is no such scorer.
    """
    settings = settings or load_settings()
    if name is not None:
        settings = settings.model_copy(update={"scorer": name})
    embedder = MemoEmbedder(open_embedder(settings.embedder, settings))
    return ClaimScorer(scorer_for(settings, embedder), embedder, settings)


def read_documents(targets: Sequence[str], settings: Settings) -> list[Document]:
    """The documents in files, folders and URLs.

    Raises SourceError, which names the file and why, when one of them cannot be read: a check
    against fewer sources than were named would say less than it seems to.
    """
    policy = WebPolicy(allow_private=settings.allow_private)
    here = Path.cwd()
    documents: list[Document] = []
    for item in discover(targets, base=here, start=here):
        if isinstance(item, Skipped):
            raise SourceError(f"source '{item.uri}' {item.reason}")
        try:
            documents.extend(read(load(item, policy), item).documents)
        except SourceError as error:
            raise SourceError(f"source '{item.uri}' {error}") from error
    return documents


def _sentences(passage: str) -> tuple[str, ...]:
    return tuple(with_units(passage[span.start : span.end]) for span in _spans(passage))


def _spans(text: str) -> tuple[Span, ...]:
    """The sentences of a text in whatever language, as those of a document."""
    return tuple(split_sentences(text, language=language_of(text)))
