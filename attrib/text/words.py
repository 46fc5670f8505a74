"""Words of a text, with offsets; and its content words, as overlap measures compare them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex
import snowballstemmer

from attrib.text.stopwords import STOPWORDS, guess_language
from attrib.types import Span

# Scripts written without spaces count each character as a word.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*"
    r"|\p{N}+(?:[.,]\p{N}+)*"
    rf"|[\p{{L}}--[{UNSPACED}]](?:[\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]]|['’](?=\p{{L}}))*",
    regex.VERSION1,
)
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The figures, set above the line."""
LOWERED = str.maketrans(RAISED + "⁻", "0123456789-")
_STEMMERS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish",
    "it": "italian", "nl": "dutch", "pt": "portuguese",
}  # fmt: skip


class Word(NamedTuple):
    """A word as written, and where."""

    text: str
    start: int
    end: int


class Term(NamedTuple):
    """A content word: its stem, and where the word stands."""

    stem: str
    span: Span


def words(text: str) -> list[Word]:
    """The words and numbers of ``text`` in order; characters of unspaced scripts one by one."""
    return [Word(match[0], *match.span()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """ISO 639-1 code guessed from function words; English when in doubt."""
    return guess_language(match[0].casefold() for match in _WORD.finditer(text))


def content_terms(text: str, language: str | None = None) -> list[Term]:
    """The content words of ``text``, stemmed and folded, in order, with their offsets.

    ``language`` (ISO 639-1) picks stop words and stemmer; None guesses it. Unknown languages are
    folded but neither filtered nor stemmed.
    """
    found = words(text)
    return terms_of(found, language or guess_language(_fold(word.text) for word in found))


def terms_of(found: Sequence[Word], language: str) -> list[Term]:
    """The content words among the words ``found``, as ``content_terms`` gives them."""
    stop = STOPWORDS.get(language, frozenset())
    return [
        Term(_stem(form, language), Span(word.start, word.end))
        for word in found
        if (form := _fold(word.text)) not in stop
    ]


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    form = unicodedata.normalize("NFKC", _unraised(word)).casefold().replace("’", "'")
    return form.removesuffix("'s").removesuffix("'")


def _unraised(word: str) -> str:
    """A number without the mark of a note (2023²). A power of ten stays one: 10⁶ is not 106."""
    number = word.rstrip(RAISED)
    if number == word or not number[-1:].isdecimal():
        return word
    return f"10^{word[2:]}" if number == "10" else number


@lru_cache(maxsize=65536)
def _stem(form: str, language: str) -> str:
    if form[:1].isdigit():
        return form.replace(",", "")
    name = _STEMMERS.get(language)
    # A stemmer keeps the word that it works on, so that no two threads may share one.
    return snowballstemmer.stemmer(name).stemWord(form) if name else form
