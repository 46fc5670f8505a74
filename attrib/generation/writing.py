"""The generator that lets a language model write, from sources it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrib.answers.claims import asserts, without_markers
from attrib.encoding.embedder import Embedder
from attrib.errors import InputError, UnansweredError
from attrib.generation.contribution import leave_one_out, surrogate_weights
from attrib.generation.generator import Draft, OnText, unheard
from attrib.generation.language_model import LanguageModel, Prompt, Reply, Scoring
from attrib.generation.prompt import (
    Quoted,
    answer_prompt,
    best_sentences,
    revision_prompt,
    whole_passages,
)
from attrib.generation.ranking import Candidate, confidence, rank_sentences
from attrib.generation.reply import read_reply
from attrib.text.lead import lead
from attrib.text.thoughts import Aloud, without_thoughts
from attrib.types import Contribution, RetrievedPassage

OPENING = "According to [1],"
"""A small model that must begin so says what the source says more often than what it remembers."""
SHORTENED = (16, 8, 4, 2, 1)
"""Sentences that are tried, one after the other, when whole passages are too much to read."""
LEAST_DROP = 1.0
"""Nats that a sentence's log probability must fall by for it to rest on a source."""
LEAST_SHARE = 0.2
"""And this share of what the source with the largest drop makes it fall by."""


class WritingGenerator:
    """A Generator on a LanguageModel. Asks the model nothing when the passages do not answer."""

    def __init__(
        self, model: LanguageModel, embedder: Embedder, max_sentences: int, min_confidence: float
    ) -> None:
        self._model = model
        self._embedder = embedder
        self._max_sentences = max_sentences
        self._min_confidence = min_confidence

    def describe(self) -> dict[str, str]:
        return self._model.describe()

    def generate(
        self,
        question: str,
        passages: Sequence[RetrievedPassage],
        sample: int = 0,
        on_text: OnText = unheard,
    ) -> Draft:
        ranked = rank_sentences(question, passages, self._embedder)
        if not ranked:
            return Draft((), 0.0)
        sure = confidence(question, ranked[0], passages)
        if sure < self._min_confidence:
            return Draft((), sure)
        sources = self._sources(ranked, passages, lambda quoted: self._answering(question, quoted))
        prompt = self._answering(question, sources)
        aloud = Aloud(on_text)
        reply = self._complete(prompt, sample, aloud)
        aloud.close()
        said = read_reply(reply)
        claims = [number for number, sentence in enumerate(said) if _claims(sentence)]
        beyond = claims[self._max_sentences :]
        drafted = said[: claims[self._max_sentences - 1] + 1] if beyond else said
        left_out = tuple(said[number] for number in beyond)
        return Draft(drafted, sure, prompt.numbered, left_out)

    def revise(self, question: str, sentence: str, passages: Sequence[RetrievedPassage]) -> str:
        ranked = rank_sentences(lead(sentence, question) + sentence, passages, self._embedder)
        if not ranked:
            return ""

        def asking(sources: Sequence[Quoted]) -> Prompt:
            return revision_prompt(question, sentence, sources, self._opening)

        prompt = asking(self._sources(ranked, passages, asking))
        try:
            reply = self._complete(prompt, 0, unheard)
        except UnansweredError:  # the sentence can be mended otherwise, or be dropped
            return ""
        return next(filter(_claims, read_reply(reply)), "")

    def _complete(self, prompt: Prompt, sample: int, on_text: OnText) -> Reply:
        """The model's reply. Raises UnansweredError where its tokens ended before its answer began."""
        reply = self._model.complete(prompt, sample, on_text)
        if reply.cut_off and not without_thoughts(reply.text):
            raise UnansweredError(
                f"the language model used all {self._model.max_tokens} tokens before it answered: raise "
                "--max-tokens"
            )
        return reply

    def explains(self) -> bool:
        return isinstance(self._model, Scoring)

    def contributions(
        self,
        question: str,
        passages: Sequence[RetrievedPassage],
        sentences: Sequence[str],
        seed: int,
    ) -> list[tuple[Contribution, ...]]:
        """What each of ``sentences``, which are a draft of this generator, depended on.

        Raises InputError where the model cannot say how probable words are.
        """
        model = self._model
        if not isinstance(model, Scoring):
            raise InputError(
                f"generator '{model.describe()['name']}' cannot tell why: only a local model says "
                "how probable its words are"
            )
        ranked = rank_sentences(question, passages, self._embedder)
        sources = self._sources(ranked, passages, lambda quoted: self._answering(question, quoted))

        def score(shown: Sequence[Sequence[int]]) -> list[list[float]]:
            prompts = [self._answering(question, sources, one) for one in shown]
            return model.log_probabilities(prompts, sentences)

        drops = leave_one_out(len(sources), score)
        weights = surrogate_weights(len(sources), score, seed)
        return [
            tuple(
                Contribution(
                    source.document_id, *source.span, float(drop), float(weight),
                    bool(drop >= max(LEAST_DROP, LEAST_SHARE * row.max())),
                )
                for source, drop, weight in zip(sources, row, own, strict=True)
            )
            for row, own in zip(drops, weights, strict=True)
        ]  # fmt: skip

    def _answering(
        self, question: str, sources: Sequence[Quoted], shown: Sequence[int] | None = None
    ) -> Prompt:
        return answer_prompt(question, sources, self._max_sentences, self._opening, shown)

    @property
    def _opening(self) -> str:
        return OPENING if self._model.focus else ""

    def _sources(
        self,
        ranked: Sequence[Candidate],
        passages: Sequence[RetrievedPassage],
        prompt_of: Callable[[Sequence[Quoted]], Prompt],
    ) -> list[Quoted]:
        """As much of the sources as the model can read with the rest; at worst one sentence."""
        focus = self._model.focus
        whole = whole_passages(passages)
        if focus is None and self._model.fits(prompt_of(whole)):
            return whole
        for most in (focus, *SHORTENED) if focus else SHORTENED:
            sources = best_sentences(ranked, passages, most)
            if self._model.fits(prompt_of(sources)):
                break
        return sources


def _claims(sentence: str) -> bool:
    """Whether it is checked, and counts to the most sentences of an answer."""
    return asserts(without_markers(sentence))
