"""ask = retrieve -> generate -> attribute -> repair -> cite, or abstain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrib.attempt import Attempt, as_answer, support
from attrib.attribution import Attributor, SupportScorer, scorer_for
from attrib.config import Settings, load_settings
from attrib.drafting import Checked, check, removed_markers, unmarked
from attrib.errors import IndexStateError, InputError, UnansweredError
from attrib.generation import Draft, ExtractiveGenerator, Generator, OnText, generator_for, unheard
from attrib.index import Filters, Index
from attrib.provenance import provenance
from attrib.reader import Reader, reader_for
from attrib.repair import Mended, Repairer
from attrib.retrieval import Retriever, rerank
from attrib.sources.document import clean
from attrib.text.questions import Asked, questions_in
from attrib.types import Answer, Provenance, RetrievedPassage
from attrib.why import explaining, with_reasons


class Engine:
    """Answers questions from one index. Close it, or use it in a ``with`` statement.

    Threads may share one; it answers one question at a time. Engines share the models they load.
    """

    def __init__(
        self,
        index: Index,
        settings: Settings | None = None,
        *,
        generator: Generator | None = None,
        scorer: SupportScorer | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.index = index
        self.settings = settings or index.settings
        self._retriever = Retriever(index, self.settings)
        self._reader = reader or reader_for(self.settings)
        self._extract = ExtractiveGenerator(index.embedder, self.settings.max_sentences)
        self._generator = generator or generator_for(self.settings, index.embedder)
        self._attributor = Attributor(scorer or scorer_for(self.settings, index.embedder))

    @classmethod
    def open(cls, folder: str | Path | None = None, settings: Settings | None = None) -> Engine:
        """An engine on the index in ``folder`` (default: ``settings.index``).

        Raises IndexStateError when there is no such index or it does not fit ``settings``,
        ModelError or InputError when what ``settings`` ask for cannot be had.
        """
        settings = settings or load_settings()
        index = Index.open(folder, settings)
        try:
            return cls(index, settings)
        except BaseException:
            index.close()
            raise

    def close(self) -> None:
        self.index.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        on_text: OnText = unheard,
        why: bool = False,
    ) -> Answer:
        """Answers ``question`` from the documents that pass ``filters``, or abstains.

        ``on_text`` is told the draft of a language model as it is written, before it is checked.
        With ``why``, each of its sentences also says which sources it depended on.
        Raises InputError for an empty question, or where the generator cannot tell why,
        IndexStateError for an empty index, and ModelError
        or GenerationError where a language model cannot be loaded or does not answer.
        """
        question = clean(question).strip()
        if not question:
            raise InputError("the question is empty: ask something in words")
        if why:
            explaining(self._generator)  # an error now, not after the model has written
        with self.index.reading():
            if not self.index.store.counts()["passages"]:
                raise IndexStateError(
                    f"index '{self.index.folder}' is empty: run attrib ingest FILES "
                    f"--index {self.index.folder}"
                )
            return self._answer(question, filters, on_text, why)

    def _answer(self, question: str, filters: Filters | None, on_text: OnText, why: bool) -> Answer:
        parts = questions_in(question)
        attempts: list[Attempt] = []
        for part in parts:
            if attempts:
                on_text("\n")  # each part has a draft of its own
            attempts.append(self._attempt(part, filters, on_text, why))
        if len(parts) > 1 and not any(attempt.answered for attempt in attempts):
            attempts = [self._attempt(Asked(question, question), filters, on_text, why)]
        return as_answer(question, attempts, self.provenance(filters, why))

    def _attempt(
        self, asked: Asked, filters: Filters | None, on_text: OnText, why: bool
    ) -> Attempt:
        """What the documents say to one thing that is asked."""
        question = asked.question
        passages = self._passages(asked, filters)
        draft, checked = self._best_draft(question, passages, on_text)
        removed = removed_markers(draft, checked)
        mended = Mended(checked, passages)
        if self.settings.repair:
            mended = self._repairer(filters).repair(question, checked, passages)
        if support(mended.checked) is None:
            sure = min(draft.confidence, _likeliest(checked))
            return Attempt(question, mended, removed, draft.left_out, sure)
        if why:
            mended.checked = with_reasons(
                mended.checked, draft, question, passages, self._generator, self.settings.seed
            )
        return Attempt(question, mended, removed, draft.left_out, draft.confidence)

    def _passages(self, asked: Asked, filters: Filters | None) -> list[RetrievedPassage]:
        """What is retrieved, in the order of the reader if there is one."""
        top_k = self.settings.top_k
        if self._reader is None:
            return self._retriever.retrieve(asked.question, filters, search=asked.search)
        most = max(top_k, self.settings.read)
        found = self._retriever.retrieve(asked.question, filters, most, asked.search)
        read = rerank(asked.question, found[: self.settings.read], self._reader)
        return [*read, *found[self.settings.read :]][:top_k]

    def _best_draft(
        self, question: str, passages: Sequence[RetrievedPassage], on_text: OnText
    ) -> tuple[Draft, list[Checked]]:
        """Of ``settings.best_of`` drafts the one whose claims are best supported, the first of such.

        Gao et al., "Enabling large language models to generate text with citations", EMNLP 2023,
        rank by citation recall. It is the share of supported claims here, for the engine cites
        whatever supports a claim.
        """
        drafts = []
        unanswered = None
        for sample in range(self.settings.best_of):
            try:
                draft = self._generator.generate(question, passages, sample, on_text)
            except UnansweredError as error:  # another sample may come to its answer
                unanswered = error
                continue
            sure = draft.confidence >= self.settings.min_confidence
            sentences = unmarked(draft) if sure else ()
            drafts.append((draft, check(question, sentences, passages, self._attributor)))
        if unanswered and not drafts:
            raise unanswered
        return max(drafts, key=lambda one: support(one[1]) or 0.0)

    def _repairer(self, filters: Filters | None) -> Repairer:
        return Repairer(
            self._attributor,
            self._generator,
            self._extract,
            lambda sentence: self._retriever.retrieve(sentence, filters),
        )

    def provenance(self, filters: Filters | None = None, why: bool = False) -> Provenance:
        """What its answers tell of how they were made, but for what was mended in each."""
        used = (
            "top_k", "candidates", "dense_weight", "read", "max_sentences", "min_confidence", "best_of",
            "repair",
        )  # fmt: skip
        settings = {name: getattr(self.settings, name) for name in used}
        if filters:
            settings["filters"] = {
                "uris": filters.uris, "metadata": filters.metadata,
                "since": filters.since, "until": filters.until,
            }  # fmt: skip
        if why:
            settings["why"] = True
        return provenance(
            embedder=self.index.embedder,
            scorer=self._attributor.scorer,
            reader=self._reader.describe() if self._reader else None,
            generator=self._generator.describe(),
            index=self.index,
            settings=settings,
            seed=self.settings.seed,
        )


def _likeliest(checked: Sequence[Checked]) -> float:
    """Probability of the claim that is likeliest supported; 1 where nothing was claimed."""
    return max((one.found.probability or 0.0 for one in checked), default=1.0)
