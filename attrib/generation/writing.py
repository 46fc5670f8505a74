"""The generator that lets a language model write, from sources it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrib.encoding.embedder import Embedder
from attrib.generation.generator import Draft, OnText, unheard
from attrib.generation.language_model import LanguageModel, Prompt
from attrib.generation.prompt import (
    NO_ANSWER,
    Quoted,
    answer_prompt,
    best_sentences,
    revision_prompt,
    whole_passages,
)
from attrib.generation.ranking import Candidate, confidence, rank_sentences
from attrib.text.sentences import split_sentences
from attrib.text.words import language_of
from attrib.types import RetrievedPassage

OPENING = "According to [1],"
"""A small model that must begin so says what the source says more often than what it remembers."""
SHORTENED = (16, 8, 4, 2, 1)
"""Sentences that are tried, one after the other, when whole passages are too much to read."""

_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_MARKERS = re.compile(r"^(?:\[\d{1,3}(?:[,;–-] ?\d{1,3})*\][.,;]?\s*)+")
_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s*\[[^\[\]]{1,20}\])*$|\]$")


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
        prompt = self._fitting(
            ranked,
            passages,
            lambda sources: answer_prompt(question, sources, self._max_sentences, self._opening),
        )
        reply = self._model.complete(prompt, sample, on_text)
        return Draft(read_reply(reply, self._max_sentences), sure, prompt.numbered)

    def revise(self, question: str, sentence: str, passages: Sequence[RetrievedPassage]) -> str:
        ranked = rank_sentences(sentence, passages, self._embedder)
        if not ranked:
            return ""
        prompt = self._fitting(
            ranked,
            passages,
            lambda sources: revision_prompt(question, sentence, sources, self._opening),
        )
        return next(iter(read_reply(self._model.complete(prompt, 0, unheard), 1)), "")

    @property
    def _opening(self) -> str:
        return OPENING if self._model.focus else ""

    def _fitting(
        self,
        ranked: Sequence[Candidate],
        passages: Sequence[RetrievedPassage],
        prompt_of: Callable[[Sequence[Quoted]], Prompt],
    ) -> Prompt:
        """The prompt with as much of the sources as the model can read; at worst one sentence."""
        focus = self._model.focus
        if focus is None and self._model.fits(prompt := prompt_of(whole_passages(passages))):
            return prompt
        for most in (focus, *SHORTENED) if focus else SHORTENED:
            prompt = prompt_of(best_sentences(ranked, passages, most))
            if self._model.fits(prompt):
                break
        return prompt


def read_reply(reply: str, most: int) -> tuple[str, ...]:
    """Up to ``most`` sentences of a model's reply, each with the markers behind it; none when the
    model says that the sources do not answer. A last sentence that was cut off is left out.
    """
    text = _THOUGHTS.sub("", reply).strip()
    if text.lower().startswith(NO_ANSWER.lower().rstrip(".")):
        return ()
    found: list[str] = []
    for line in text.splitlines():
        line = _BULLET.sub("", line).strip()
        language = language_of(line)
        for span in split_sentences(line, 0, None, language):
            sentence = line[span.start : span.end]
            if found and (markers := _MARKERS.match(sentence)):
                found[-1] += " " + markers[0].strip()
                sentence = sentence[markers.end() :]
            if sentence:
                found.append(sentence)
    if len(found) > 1 and not _ENDED.search(found[-1]):
        found.pop()
    return tuple(_capital(sentence) for sentence in found[:most])


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
