"""What a language model is to a generator: a prompt in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from attrib.generation.generator import OnText


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked."""

    system: str
    user: str
    opening: str = ""
    """The first words of the reply, for models that can go on from them."""
    numbered: tuple[str, ...] = ()
    """The document of each numbered source in ``user``."""


class Reply(NamedTuple):
    """What a model wrote."""

    text: str
    cut_off: bool
    """Whether something ended it before it came to its end: the most tokens that it may write, a filter."""


class LanguageModel(Protocol):
    """A backend of WritingGenerator: one class in one file."""

    @property
    def focus(self) -> int | None:
        """How many of the best sentences it is to be given, for it is small; None: whole passages."""

    @property
    def max_tokens(self) -> int:
        """Most tokens of a reply, thoughts included."""

    def describe(self) -> dict[str, str]:
        """For provenance: ``name``, ``model``, and what else decides the words."""

    def fits(self, prompt: Prompt) -> bool:
        """Whether prompt and reply fit into what the model can read at once."""

    def complete(self, prompt: Prompt, sample: int, on_text: OnText) -> Reply:
        """The reply, without ``prompt.opening``. Raises ModelError, GenerationError; UnansweredError where
        something else than the most tokens kept the model from answering.

        Thoughts before it are told by tags that ``attrib.text.thoughts`` knows.
        """


@runtime_checkable
class Scoring(Protocol):
    """A LanguageModel that can say how probable given words are."""

    def log_probabilities(
        self, prompts: Sequence[Prompt], sentences: Sequence[str]
    ) -> list[list[float]]:
        """For each prompt, the log probability of each sentence after the prompt and the sentences
        before it, in nats.
        """
