"""What a cross-encoder reads: the tokens of a query and of a passage, and which words they share.

The query is a claim for the support model, and a question for the reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer
from tokenizers import Encoding, Tokenizer

from attrib.errors import ModelError
from attrib.types import Span

MAX_QUERY = 120
"""Most tokens of a query that are read."""
MAX_PASSAGE = 384
"""Most tokens of a passage that are read."""
SPECIAL = 3
"""Tokens around query and passage."""

SPECIAL_TOKENS = (("<s>", "[CLS]"), ("</s>", "[SEP]"))
"""What stands before the query, and after query and passage: as MPNet and as BERT name it. MPNet's
vocabulary has BERT's names too, for tokens that it never saw."""

LEVELS = 3
"""A word occurs on the other side: not at all, alone, or next to the same neighbour."""

_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}


@dataclass(frozen=True, slots=True)
class PairInput:
    """One (query, passage) as a network reads it: [CLS] query [SEP] passage [SEP]."""

    ids: tuple[int, ...]
    levels: tuple[int, ...]
    """Per token, 0 to LEVELS - 1: how its word occurs on the other side."""
    query: tuple[Span, ...]
    """Offsets of the query's tokens, which start at position 1."""
    passage: tuple[Span, ...]
    """Offsets of the passage's tokens, which start at ``first_passage``."""

    @property
    def first_passage(self) -> int:
        return len(self.query) + 2


class PairReader:
    """Turns (query, passage) into PairInput with the tokenizer of a BERT or an MPNet."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True  # a text that spells one is a text
        self._start, self._end = (_id_of(tokenizer, names) for names in SPECIAL_TOKENS)

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[PairInput]:
        """One input per pair, in order; what is longer than the limits is cut off at the end."""
        known = self._encoded(pairs)
        return [self._pair(known[query], known[passage]) for query, passage in pairs]

    def lengths(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """How many tokens the input of each pair has."""
        known = self._encoded(pairs)
        return [
            SPECIAL
            + min(len(known[query].ids), MAX_QUERY)
            + min(len(known[passage].ids), MAX_PASSAGE)
            for query, passage in pairs
        ]

    def _encoded(self, pairs: Sequence[tuple[str, str]]) -> dict[str, Encoding]:
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return dict(zip(texts, encodings, strict=True))

    def _pair(self, query: Encoding, passage: Encoding) -> PairInput:
        mine, mine_of = _words(query, MAX_QUERY)
        theirs, theirs_of = _words(passage, MAX_PASSAGE)
        return PairInput(
            ids=(
                self._start, *query.ids[:MAX_QUERY], self._end,
                *passage.ids[:MAX_PASSAGE], self._end,
            ),
            levels=(0, *_levels(mine, mine_of, theirs), 0, *_levels(theirs, theirs_of, mine), 0),
            query=tuple(Span(*pair) for pair in query.offsets[:MAX_QUERY]),
            passage=tuple(Span(*pair) for pair in passage.offsets[:MAX_PASSAGE]),
        )  # fmt: skip


def _id_of(tokenizer: Tokenizer, names: Sequence[str]) -> int:
    for name in names:
        number = tokenizer.token_to_id(name)
        if number is not None:
            return int(number)
    raise ModelError(
        f"the tokenizer has no token {' or '.join(names)}: attrib's models need that of BERT or MPNet"
    )


def _words(encoding: Encoding, most: int) -> tuple[list[str], list[int]]:
    """The words that the first ``most`` tokens make up, and of each token the word it is in."""
    tokens = encoding.tokens[:most]
    words: list[list[str]] = []
    word_of: list[int] = []
    before = None
    for token, number in zip(tokens, encoding.word_ids[:most], strict=True):
        if number is None or number != before:
            words.append([])
        words[-1].append(token)
        word_of.append(len(words) - 1)
        before = number
    return [_form("".join(t.removeprefix("##") for t in word)) for word in words], word_of


@lru_cache(maxsize=100_000)
def _form(word: str) -> str:
    """What counts as the same word: its stem; numbers as digits."""
    # A stemmer keeps the word that it works on, so that no two threads may share one.
    return _NUMBER_WORDS.get(word) or str(snowballstemmer.stemmer("english").stemWord(word))


def _levels(words: Sequence[str], word_of: Sequence[int], others: Sequence[str]) -> list[int]:
    found = set(others)
    neighbours = set(pairwise(others))
    levels = [int(word in found) for word in words]
    for position, pair in enumerate(pairwise(words)):
        if pair in neighbours:
            levels[position] = levels[position + 1] = 2
    return [levels[number] for number in word_of]
