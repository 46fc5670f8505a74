"""The words, sentences and clauses of a short text, by rules small enough to run on every pair."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from attrib.text.words import Term, Word, language_of, terms_of, words
from attrib.types import Span

_BREAK = re.compile(r"[.!?][\"”’»)\]]{0,3}\s+|[。！？]|[\r\n]+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:mr|mrs|ms|dr|prof|st|mt|sr|jr|gen|col|lt|sgt|capt|rev|hon|sen|rep|gov|no|nr"
    r"|vs|approx|ca|c|e\.g|i\.e|z\.b|bzw|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|fig|vol|pp?"
    r"|inc|co|ltd|corp|[a-z](?:\.[a-z])*|\d{1,2})\.\s+$",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(
    r"[;:()\[\]—–!?\"“”]|(?<!\d),|,(?!\d)|\s-\s|\.(?!\d)|[\r\n]"
    r"|\b(?:but|although|though|while|whilst|whereas|because|which|who|whom|whose|that|if|unless"
    r"|when|where|and|so|yet|however|than|despite|instead|rather"
    r"|aber|sondern|obwohl|während|weil|dass|daß|wenn|und|doch|jedoch)\b",
    re.IGNORECASE,
)
_UNDECOMPOSED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Layout:
    """A text cut into what the rules need; all offsets are into ``text``."""

    text: str
    language: str
    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    """Content words, stemmed."""
    sentences: tuple[Span, ...]
    clause_breaks: tuple[int, ...]
    """Offsets at which a clause ends."""
    folded: frozenset[str]
    """Every word, without case and accents."""

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds ``offset``."""
        return max(bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1, 0)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds ``offset``."""
        return self.sentences[self.sentence_at(offset)]

    def terms_in(self, start: int, end: int) -> tuple[Term, ...]:
        """The content words that begin inside ``[start, end)``."""
        first = bisect_left(self.terms, start, key=_start)
        return self.terms[first : bisect_left(self.terms, end, lo=first, key=_start)]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin inside ``[start, end)``."""
        first = bisect_left(self.words, start, key=_word_start)
        return self.words[first : bisect_left(self.words, end, lo=first, key=_word_start)]

    def clause(self, offset: int) -> Span:
        """The clause that holds ``offset``."""
        breaks = self.clause_breaks
        index = bisect_right(breaks, offset)
        start = breaks[index - 1] if index else 0
        return Span(start, breaks[index] if index < len(breaks) else len(self.text))


def _word_start(word: Word) -> int:
    return word.start


def _start(term: Term) -> int:
    return term.span.start


def layout(text: str, language: str | None = None) -> Layout:
    """The layout of ``text``; ``language`` (guessed when None) decides which words count."""
    breaks = [0]
    for match in _BREAK.finditer(text):
        following = text[match.end() : match.end() + 1]
        ends = "\n" in match[0] or "\r" in match[0] or not following.islower()
        if ends and not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.end()]):
            breaks.append(match.end())
    breaks.append(len(text))
    language = language or language_of(text)
    found = tuple(words(text))
    return Layout(
        text=text,
        language=language,
        words=found,
        terms=tuple(terms_of(found, language)),
        sentences=tuple(Span(start, end) for start, end in pairwise(breaks) if start < end)
        or (Span(0, len(text)),),
        clause_breaks=tuple(match.end() for match in _CLAUSE_BREAK.finditer(text)),
        folded=frozenset(fold(word.text) for word in found),
    )


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """``word`` without case, accents and possessive ending."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_UNDECOMPOSED))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = plain.replace("’", "'")
    return plain.removesuffix("'s").rstrip("'")
