"""What has to be read before a sentence that says little alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from attrib.text.words import UNSPACED, content_terms

SHORT = 6
"""Sentences of at most so many words are read with the question that they answer."""
_UNSPACED = regex.compile(f"[{UNSPACED}]")
PER_WORD = 2
"""Characters that count as a word in scripts written without spaces."""

_YES = re.compile(
    r"\W*(?:(?:yes|yeah|yep|ja|jawohl)\b"
    r"|(?:correct|true|indeed|richtig|genau|stimmt)\s*(?:$|[.,;:!–—-])"
    r"|(?:it|he|she|they|there|we|you|i)\s(?:is|are|am|was|were|do|does|did|has|have|had|can|could"
    r"|will|would|may|might|must|should)\W*$)",
    re.IGNORECASE,
)


def lead(sentence: str, question: str) -> str:
    """The question and a space where ``sentence`` is too short to say anything alone ("1931." answers
    "When was the harbour dredged?"), else nothing.
    """
    length = max(len(sentence.split()), len(_UNSPACED.findall(sentence)) / PER_WORD)
    short = length <= SHORT
    return f"{' '.join(question.split())} " if short and question.strip() else ""


def affirms(answer: str) -> bool:
    """Whether ``answer`` says yes, so that it asserts what the question asks: "Yes." or "It did."."""
    return bool(_YES.match(answer))


def repeats(sentence: str, question: str, source: Iterable[str]) -> bool:
    """Whether ``sentence`` is one of ``source`` and speaks of what is asked, so that it needs no question
    however short it is: "Dinner is reimbursed." does, and "Within 30 days." does not.
    """
    said = folded(sentence)
    return bool(_stems(sentence) & _stems(question)) and any(folded(s) == said for s in source)


def folded(sentence: str) -> str:
    """What a sentence and a quotation of it have in common: the words, however they are set."""
    return " ".join(sentence.split()).rstrip(".!")


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}
