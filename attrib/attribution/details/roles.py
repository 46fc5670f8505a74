"""Roles: two names that changed places around the same words ("A sued B" for "B sued A")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from attrib.attribution.details.detail import Conflict, Detail
from attrib.attribution.details.found import Found, name_of
from attrib.attribution.details.layout import Layout, fold
from attrib.text.stopwords import STOPWORDS
from attrib.text.words import words

MOST = 20
"""Only so many names of a text are held against each other: a sentence has fewer."""
REACH = 10
"""Most words between two names."""

# Of words that only connect, those that give the name after them another part than the one before.
_ONE_WAY = frozenset("in of by at on for from than as under von bei aus als für".split())
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLES = frozenset("a an the der die das den dem des ein eine einen einem einer eines".split())
# What joins names of one rank, and verbs and nouns that mean the same both ways round.
_MUTUAL = re.compile(
    r"[,;:]|\b(?:and|or|nor|with|between|both|versus|vs|und|oder|mit|zwischen|gegen"
    r"|like|unlike|near|alongside|beside|meets?|met|marr(?:y|ies|ied)|equals?|resembles?|border(?:s|ed|ing)?"
    r"|adjoin(?:s|ed|ing)?|neighbou?r(?:s|ed|ing)?|faces?|faced|plays?|played|fights?|fought"
    r"|rivals?|rivall?ed|twins?|twinned|siblings?|brothers?|sisters?|cousins?|wife|husband|spouse|friends?"
    r"|partners?|allies|ally|colleagues?|contemporar(?:y|ies)|related|similar|same|opposite|adjacent)\b",
    re.IGNORECASE,
)


def role_conflicts(claim: Found, source: Found) -> Iterator[Conflict]:
    """The first of each two names of the claim that the source has only the other way round, with
    the same words between them.
    """
    asserted = _by_key(claim)
    said = _by_key(source) if asserted else {}
    for (first, between, second), (one, two) in asserted.items():
        turned = said.get((second, between, first))
        if turned and (first, between, second) not in said:
            own = claim.layout.text[one.span.start : two.span.end]
            theirs = source.layout.text[turned[0].span.start : turned[1].span.end]
            message = f"the answer says “{own}”, the source “{theirs}”"
            yield Conflict("name", one.span, one.text, two.text, message)


_Key = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _by_key(found: Found) -> dict[_Key, tuple[Detail, Detail]]:
    """Each two names of one sentence, in their order."""
    layout = found.layout
    return {
        key: (one, two)
        for one, two in combinations(found.names[:MOST], 2)
        if layout.sentence_at(one.span.start) == layout.sentence_at(two.span.start)
        and (key := _key(layout, one, two))
    }


def _key(layout: Layout, one: Detail, two: Detail) -> _Key | None:
    """Both names and the words between them; None where these would mean the same turned round, or
    say nothing.
    """
    between = _ASIDE.sub("", layout.text[one.span.end : two.span.start])
    forms = tuple(form for word in words(between) if (form := fold(word.text)) not in _ARTICLES)
    if len(forms) > REACH or _MUTUAL.search(between):
        return None
    if not any(form in _ONE_WAY or not _only_connects(form) for form in forms):
        return None
    first, second = name_of(one).words, name_of(two).words
    return None if first == second else (first, forms, second)


def _only_connects(form: str) -> bool:
    return form in STOPWORDS["en"] or form in STOPWORDS["de"]
