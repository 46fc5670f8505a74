"""What has to be read before a sentence that says little alone."""

from __future__ import annotations

SHORT = 6
"""Sentences of at most so many words are read with the question that they answer."""


def lead(sentence: str, question: str) -> str:
    """The question and a space where ``sentence`` is too short to say anything alone ("1931." answers
    "When was the harbour dredged?"), else nothing.
    """
    short = len(sentence.split()) <= SHORT
    return f"{' '.join(question.split())} " if short and question.strip() else ""
