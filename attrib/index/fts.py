"""What goes into the full-text table, and how a question becomes an FTS5 query."""

from __future__ import annotations

import regex

from attrib.text.stopwords import STOPWORDS, guess_language
from attrib.text.words import UNSPACED, Word, words

MAX_TERMS = 64
"""Distinct terms of a query; FTS5 limits the depth of expressions, and more add nothing."""

_UNSPACED_CHARACTER = regex.compile(rf"([{UNSPACED}]\p{{M}}*)")
# The mark of a long vowel belongs to no script, and yet to the katakana before it: サーバー.
_CHARACTER = regex.compile(rf"{_UNSPACED_CHARACTER.pattern}|[ーｰ]+")
# 33kV: a number and a word, as `words` reads it; FTS5 would make one token of it.
_NUMBER_AND_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}])(\p{N}+(?:[.,]\p{N}+)*)(?=\p{L})")
# Unseen inside words: soft hyphen, zero-width space, word joiner and no-break space.
_BREAK = regex.compile("[\\u00AD\\u200B\\u2060\\uFEFF]")
_APOSTROPHE = regex.compile("['’]")
_ELIDED = {"it": frozenset("all dall dell nell quell sull".split())}
"""Function words that only stand before an apostrophe; ``STOPWORDS`` have those of one or two letters."""
_VERSION = regex.compile(r"\p{Nd}+(?:\.\p{Nd}+)+")
_WORDS_OF_ONE_LETTER = ("A", "I")
_SENTENCE_END = regex.compile(r"[.!?:;\n]")


def index_text(text: str) -> str:
    """``text`` as the full-text table stores it: scripts without spaces get one per character,
    a number is set apart from the letters after it, and places to break a line at are left out.

    ``verify`` names the passages of an index that has them otherwise, from before a change here.
    """
    text = _BREAK.sub("", text)
    return str(_NUMBER_AND_WORD.sub(r"\1 ", _UNSPACED_CHARACTER.sub(r" \1 ", text)))


def match_query(question: str) -> str | None:
    """An FTS5 expression: any content word of ``question``, all taken literally.

    Neighbouring characters of unspaced scripts become two-character phrases. None when the
    question holds no word at all.
    """
    question = _BREAK.sub("", question)
    found = words(question)
    language = guess_language(word.text.casefold() for word in found)
    stop = STOPWORDS[language] | _ELIDED.get(language, frozenset())
    content = _terms(question, found, stop) or _terms(question, found, frozenset())
    terms = {term.casefold(): term for term in reversed(content)}
    return " OR ".join(list(reversed(terms.values()))[:MAX_TERMS]) or None


def _terms(question: str, found: list[Word], stop: frozenset[str]) -> list[str]:
    terms: list[str] = []
    for before, word, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if not _CHARACTER.fullmatch(word.text):
            forms = _forms(word.text, stop)
            if before and _is_letter(word, question[before.end : word.start]):
                phrases = [
                    f"{first.text} {second.text}"
                    for first, second, other in ((before, word, before), (word, after, after))
                    if first and second and other and _forms(other.text, stop)
                    and question[first.end : second.start].strip() in ("", "-")
                ]  # fmt: skip
                forms = phrases + forms or [word.text]
            terms.extend(map(_quoted, forms))
        elif after and _touching(word, after):
            terms.append(_quoted(f"{word.text} {after.text}"))
        elif not (before and _touching(before, word)):
            terms.append(_quoted(word.text))
    return terms


def _forms(word: str, stop: frozenset[str]) -> list[str]:
    """What a word is looked for as; nothing where it is a function word."""
    if _is_stop(word, stop):
        return []
    parts = _APOSTROPHE.split(word)
    content = [part for part in parts if not _is_stop(part, stop)]
    if len(content) < len(parts):  # l'aéroport, Acme's: texts have the rest without it, too
        return content
    forms = [word]
    if len(parts) > 1:  # O'Brien
        forms += [part for part in parts if len(part) > 1]
    if _VERSION.fullmatch(word):  # FTS5 has the letter of v2.3.1 in one token with the number
        forms.append(f"v{word}")
    return forms


def _is_stop(word: str, stop: frozenset[str]) -> bool:
    return word.casefold().replace("’", "'") in stop


def _is_letter(word: Word, gap: str) -> bool:
    """Whether a word stands for a letter, as in "vitamin D" and "T cells"; ``gap`` is before it."""
    capital = len(word.text) == 1 and word.text.isupper() and word.text not in _WORDS_OF_ONE_LETTER
    return capital and not _SENTENCE_END.search(gap)


def _touching(first: Word, second: Word) -> bool:
    """Whether two words are neighbouring characters of an unspaced script."""
    return first.end == second.start and all(
        _CHARACTER.fullmatch(word.text) for word in (first, second)
    )


def _quoted(term: str) -> str:
    # FTS5 folds case itself, and not as Python does: its "ß" stays one letter.
    return '"' + term.replace('"', '""') + '"'
