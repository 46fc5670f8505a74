"""What a generator is: question and passages in, a draft of sentences out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from attrib.types import Contribution, RetrievedPassage

OnText = Callable[[str], None]
"""Told each piece of a draft as it is written. It has not been checked then."""


def unheard(_: str) -> None:
    """The OnText of whoever does not listen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is checked. Its markers are claims like its words: the engine checks both."""

    sentences: tuple[str, ...]
    """Empty when the generator found nothing to say."""
    confidence: float
    """Probability that the passages answer the question, 0 to 1."""
    numbered: tuple[str, ...] = ()
    """What the generator's own markers point to: ``[n]`` is the document ``numbered[n - 1]``."""
    left_out: tuple[str, ...] = ()
    """What was written beyond the most sentences of an answer, and is no part of it."""
    quoted: bool = False
    """Whether the sentences are the sources' own: brackets in them are then words, not markers."""


class Generator(Protocol):
    """Writes a draft; a new backend is one new class with these members."""

    def describe(self) -> dict[str, str]:
        """For provenance: ``name``, and whatever else must be equal to get the same draft."""

    def generate(
        self,
        question: str,
        passages: Sequence[RetrievedPassage],
        sample: int = 0,
        on_text: OnText = unheard,
    ) -> Draft:
        """A draft. ``sample`` numbers the drafts of one question: a generator that samples writes
        another for each number, and the same for the same.
        """

    def revise(self, question: str, sentence: str, passages: Sequence[RetrievedPassage]) -> str:
        """``sentence``, which was not supported, written anew from ``passages``; empty when the
        generator has nothing better to say.
        """


@runtime_checkable
class Explaining(Protocol):
    """A Generator that can tell what its sentences rest on."""

    def explains(self) -> bool:
        """Whether it can indeed: not every language model says how probable its words are."""

    def contributions(
        self,
        question: str,
        passages: Sequence[RetrievedPassage],
        sentences: Sequence[str],
        seed: int,
    ) -> list[tuple[Contribution, ...]]:
        """For each of ``sentences``, which are a draft of it, what each source of its prompt did."""
