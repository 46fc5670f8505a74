"""ask = retrieve -> generate -> attribute -> cite, or abstain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from attrib.attribution import Attributor, Ground, SupportScorer, Task, scorer_for
from attrib.attribution.claims import without_markers
from attrib.config import Settings, load_settings
from attrib.errors import IndexStateError, InputError
from attrib.generation import Draft, ExtractiveGenerator, Generator
from attrib.index import Filters, Index
from attrib.provenance import provenance
from attrib.retrieval import Retriever
from attrib.sources.document import clean
from attrib.types import (
    Answer,
    Attribution,
    Citation,
    CitationStatus,
    Claim,
    Provenance,
    RetrievedPassage,
    Source,
    Span,
)

ABSTAINS = "The indexed documents do not answer this question."
CLOSEST = 3
"""Passages shown when the engine abstains."""
_TERMINAL = (".", "!", "?", "…", "。", "！", "？", "؟", "।", '."', ".”", ".)", '!"', '?"')


class Engine:
    """Answers questions from one index. Close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        index: Index,
        settings: Settings | None = None,
        *,
        generator: Generator | None = None,
        scorer: SupportScorer | None = None,
    ) -> None:
        self.index = index
        self.settings = settings or index.settings
        self._retriever = Retriever(index, self.settings)
        self._generator = generator or ExtractiveGenerator(
            index.embedder, self.settings.max_sentences
        )
        self._attributor = Attributor(scorer or scorer_for(self.settings, index.embedder))

    @classmethod
    def open(cls, folder: str | Path | None = None, settings: Settings | None = None) -> Engine:
        """An engine on the index in ``folder`` (default: ``settings.index``).

        Raises IndexStateError when there is no such index or it does not fit ``settings``.
        """
        settings = settings or load_settings()
        return cls(Index.open(folder, settings), settings)

    def close(self) -> None:
        self.index.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        """Answers ``question`` from the documents that pass ``filters``, or abstains.

        Raises InputError for an empty question and IndexStateError for an empty index.
        """
        question = clean(question)
        if not question.strip():
            raise InputError("the question is empty: ask something in words")
        with self.index.reading():
            if not self.index.store.counts()["passages"]:
                raise IndexStateError(
                    f"index '{self.index.folder}' is empty: run attrib ingest FILES "
                    f"--index {self.index.folder}"
                )
            origin = self._provenance(filters)
            passages = self._retriever.retrieve(question, filters)
        draft = _without_citations(self._generator.generate(question, passages))
        if not draft.sentences or draft.confidence < self.settings.min_confidence:
            return Answer(
                question=question, text=ABSTAINS, attributions=(), sources=(),
                passages=tuple(passages[:CLOSEST]), abstained=True,
                confidence=draft.confidence, provenance=origin,
            )  # fmt: skip
        text, attributions, sources = self._cite(draft, passages)
        return Answer(
            question=question, text=text, attributions=attributions, sources=sources,
            passages=tuple(passages), abstained=False,
            confidence=draft.confidence, provenance=origin,
        )  # fmt: skip

    def _cite(
        self, draft: Draft, passages: Sequence[RetrievedPassage]
    ) -> tuple[str, tuple[Attribution, ...], tuple[Source, ...]]:
        """Attributes the draft and sets its citations: ``[n]`` after each sentence that has evidence."""
        grounds = [Ground(item.passage, item.source) for item in passages]
        tasks = [Task(Claim(_folded(s), 0, len(s)), s, grounds) for s in draft.sentences]
        known = {item.source.document_id: item.source for item in passages}
        text = ""
        numbers: dict[str, int] = {}
        attributions = []
        for sentence, found in zip(draft.sentences, self._attributor.attribute(tasks), strict=True):
            if text:
                text += " " if text.endswith(("]", *_TERMINAL)) and _is_prose(sentence) else "\n"
            start = len(text)
            text += sentence
            citations: list[Citation] = []
            for document_id in dict.fromkeys(e.document_id for e in found.evidence):
                number = numbers.setdefault(document_id, len(numbers) + 1)
                marker = f"[{number}]"
                text += " " if not citations else ""
                citations.append(
                    Citation(
                        marker, len(text), len(text) + len(marker), str(number),
                        CitationStatus.VALID, document_id,
                    )
                )  # fmt: skip
                text += marker
            attributions.append(_moved(found, start, tuple(citations)))
        return text, tuple(attributions), tuple(known[i] for i in numbers)

    def _provenance(self, filters: Filters | None) -> Provenance:
        used = ("top_k", "candidates", "rrf_k", "max_sentences", "min_confidence")
        settings = {name: getattr(self.settings, name) for name in used}
        if filters:
            settings["filters"] = {
                "uris": filters.uris, "metadata": filters.metadata,
                "since": filters.since, "until": filters.until,
            }  # fmt: skip
        return provenance(
            embedder=self.index.embedder,
            scorer=self._attributor.scorer,
            generator=self._generator.name,
            index=self.index,
            settings=settings,
            seed=self.settings.seed,
        )


def _without_citations(draft: Draft) -> Draft:
    """``draft`` without markers of its own: a footnote of a quoted page, or one that a language
    model made up, would read as a citation that was checked.
    """
    sentences = (without_markers(sentence).strip() for sentence in draft.sentences)
    return replace(draft, sentences=tuple(sentence for sentence in sentences if sentence))


def _moved(found: Attribution, by: int, citations: tuple[Citation, ...]) -> Attribution:
    """``found``, made at offset 0, as it stands at offset ``by`` of the answer."""
    claim = found.claim
    return replace(
        found,
        claim=Claim(claim.text, claim.start + by, claim.end + by),
        unsupported_spans=tuple(Span(s.start + by, s.end + by) for s in found.unsupported_spans),
        citations=citations,
    )


def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_prose(sentence: str) -> bool:
    return sentence.endswith(_TERMINAL)
