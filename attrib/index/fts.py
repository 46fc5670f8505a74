"""What goes into the full-text table, and how a question becomes an FTS5 query."""

from __future__ import annotations

import regex

from attrib.text.stopwords import STOPWORDS, guess_language
from attrib.text.words import UNSPACED, Word, words

MAX_TERMS = 64
"""Distinct terms of a query; FTS5 limits the depth of expressions, and more add nothing."""

_UNSPACED_CHARACTER = regex.compile(rf"([{UNSPACED}]\p{{M}}*)")
# 33kV: a number and a word, as `words` reads it; FTS5 would make one token of it.
_NUMBER_AND_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}])(\p{N}+(?:[.,]\p{N}+)*)(?=\p{L})")


def index_text(text: str) -> str:
    """``text`` as the full-text table stores it: scripts without spaces get one per character, and
    a number is set apart from the letters after it.
    """
    return str(_NUMBER_AND_WORD.sub(r"\1 ", _UNSPACED_CHARACTER.sub(r" \1 ", text)))


def match_query(question: str) -> str | None:
    """An FTS5 expression: any content word of ``question``, all taken literally.

    Neighbouring characters of unspaced scripts become two-character phrases. None when the
    question holds no word at all.
    """
    found = words(question)
    language = guess_language(word.text.casefold() for word in found)
    content = [w for w in found if w.text.casefold() not in STOPWORDS[language]]
    terms = {term.casefold(): term for term in reversed(_terms(content or found))}
    return " OR ".join(list(reversed(terms.values()))[:MAX_TERMS]) or None


def _terms(found: list[Word]) -> list[str]:
    terms: list[str] = []
    for position, word in enumerate(found):
        if not _UNSPACED_CHARACTER.fullmatch(word.text):
            terms.append(_quoted(word.text))
            continue
        after = found[position + 1] if position + 1 < len(found) else None
        if after and _touching(word, after):
            terms.append(_quoted(f"{word.text} {after.text}"))
        elif not (position and _touching(found[position - 1], word)):
            terms.append(_quoted(word.text))
    return terms


def _touching(first: Word, second: Word) -> bool:
    """Whether two words are neighbouring characters of an unspaced script."""
    return first.end == second.start and all(
        _UNSPACED_CHARACTER.fullmatch(word.text) for word in (first, second)
    )


def _quoted(term: str) -> str:
    # FTS5 folds case itself, and not as Python does: its "ß" stays one letter.
    return '"' + term.replace('"', '""') + '"'
