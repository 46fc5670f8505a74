"""The generator that lets a language model write, from sources it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrib.encoding.embedder import Embedder
from attrib.errors import InputError, UnansweredError
from attrib.generation.contribution import leave_one_out, surrogate_weights
from attrib.generation.generator import Draft, OnText, unheard
from attrib.generation.language_model import LanguageModel, Prompt, Reply, Scoring
from attrib.generation.prompt import (
    NO_ANSWER,
    Quoted,
    answer_prompt,
    best_sentences,
    revision_prompt,
    whole_passages,
)
from attrib.generation.ranking import Candidate, confidence, rank_sentences
from attrib.generation.thoughts import Aloud, without_thoughts
from attrib.text.lead import lead
from attrib.text.sentences import split_sentences
from attrib.text.words import language_of
from attrib.types import Contribution, RetrievedPassage

OPENING = "According to [1],"
"""A small model that must begin so says what the source says more often than what it remembers."""
SHORTENED = (16, 8, 4, 2, 1)
"""Sentences that are tried, one after the other, when whole passages are too much to read."""
LEAST_DROP = 1.0
"""Nats that a sentence's log probability must fall by for it to rest on a source."""
LEAST_SHARE = 0.2
"""And this share of what the source with the largest drop makes it fall by."""

_BULLET = re.compile(r"[-*•]\s+")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w+-]*")
_DRESSING = " *_>\"'“”„‘’«»"
_MARKER = r"\[\d{1,3}(?:[,;–-] ?\d{1,3})*\]"
_MARKERS = re.compile(rf"^(?:{_MARKER}[.,;]?\s*)+")
_CITED = re.compile(r"\[\d{1,3}[\],; –-]")
_LEAD = re.compile(
    rf"^according to (?:sources? )?({_MARKER}(?:(?:,? and |, ?)?{_MARKER})*),? (?=\S)",
    re.IGNORECASE,
)
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
        sources = self._sources(ranked, passages, lambda quoted: self._answering(question, quoted))
        prompt = self._answering(question, sources)
        aloud = Aloud(on_text)
        reply = self._complete(prompt, sample, aloud)
        aloud.close()
        said = read_reply(reply)
        most = self._max_sentences
        return Draft(said[:most], sure, prompt.numbered, left_out=said[most:])

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
        return next(iter(read_reply(reply)), "")

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


def read_reply(reply: Reply) -> tuple[str, ...]:
    """The sentences of a model's reply, each with the markers behind it. A last sentence
    that was cut off is left out, and so is one that says that the sources do not answer; beside
    that, only what cites a source is an answer.
    """
    found: list[str] = []
    for line in _lines(without_thoughts(reply.text)):
        language = language_of(line)
        for span in split_sentences(line, 0, None, language):
            sentence = line[span.start : span.end]
            if found and (markers := _MARKERS.match(sentence)):
                found[-1] += " " + markers[0].strip()
                sentence = sentence[markers.end() :]
            if sentence:
                found.append(sentence)
    if reply.cut_off and len(found) > 1 and not _ENDED.search(found[-1]):
        found.pop()
    answering = [sentence for sentence in found if not _refuses(sentence)]
    if len(answering) < len(found):
        answering = [sentence for sentence in answering if _CITED.search(sentence)]
    return tuple(_capital(_plain(sentence)) for sentence in answering)


def _lines(text: str) -> Iterator[str]:
    """The lines of ``text`` without the fences of code, and without bullets and numbers of lists. A number
    that no other counts on from is part of what is said: "12. Mai".
    """
    lines = [line.strip() for line in text.splitlines()]
    numbers = {int(found[1]) for line in lines if (found := _NUMBER.match(line))}
    for line in lines:
        if _FENCE.fullmatch(line):
            continue
        mark = _BULLET.match(line) or _NUMBER.match(line)
        if mark and mark.re is _NUMBER and not numbers & {int(mark[1]) - 1, int(mark[1]) + 1}:
            mark = None
        yield line[mark.end() :] if mark else line


def _refuses(sentence: str) -> bool:
    plain = sentence.strip(_DRESSING).lower()
    return plain.startswith(NO_ANSWER.lower().rstrip("."))


def _plain(sentence: str) -> str:
    """``sentence`` without the lead that OPENING teaches; its markers stand behind, like others."""
    if not (led := _LEAD.match(sentence)):
        return sentence
    return f"{sentence[led.end() :]} {' '.join(re.findall(_MARKER, led[1]))}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
