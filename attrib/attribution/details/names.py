"""Names of people, places and organisations, as capital letters and acronyms give them away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrib.attribution.details.detail import Detail
from attrib.attribution.details.layout import Layout, fold
from attrib.attribution.details.name_forms import is_among
from attrib.attribution.details.openers import (
    is_acronym,
    is_function_word,
    is_german_opener,
    reads_german,
)
from attrib.text.stopwords import STOPWORDS
from attrib.text.words import Word, content_terms
from attrib.types import Span

_CONNECTORS = frozenset(
    "of the de van von der den da di du la le del dos des al el bin ibn zu zur am für".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady king queen prince princess president"
    " minister chancellor senator governor mayor captain colonel general sergeant judge justice"
    " pope saint st mount mt rev reverend father sister chief ceo herr herrn frau".split()
)
_COMPANY = frozenset("inc ltd llc plc gmbh ag corp corporation company co city".split())
_GAP = re.compile(r"[ \u00a0]|-|‑|[ \u00a0]?& ?|/")
_ABBREVIATED = re.compile(r"\. ?")
_ALIASES = (
    frozenset({"us", "usa", "u.s", "united states", "america", "american", "americans"}),
    frozenset({"uk", "u.k", "united kingdom", "britain", "british", "great britain"}),
    frozenset({"eu", "european union"}),
    frozenset({"un", "united nations"}),
)
LEAST_INITIALS = 3
"""Of an acronym: two letters stand for too many names."""
_PEOPLE = frozenset({"american", "americans", "british"})


# Doctors and governments, but not Paris, Arkansas, Tunis or Laos.
_PLAIN = re.compile(r"\w{3,}(?:[^suiao\W]s|(?:tion|ment|ing|ity)s?)")


class Name(NamedTuple):
    """A name without titles and connecting words, each word folded."""

    words: tuple[str, ...]
    weak: bool
    """One capitalised word that may owe its capital to its place; or a common noun in German."""
    acronym: bool


def find_names(layout: Layout, taken: Sequence[Span] = ()) -> list[Detail]:
    """The names of the text outside ``taken`` (dates and numbers), in order, without overlap."""
    used = {offset for span in taken for offset in range(*span)}
    starts = {_first_word(layout, span) for span in layout.sentences}
    german = reads_german(layout)
    capitals = {word.text for word in layout.words if german and word.start not in starts}
    found: list[Detail] = []
    for run in _runs(layout.text, layout.words, used):
        initial = run[0].start in starts
        # "Lack of FGF21", "Laufende Verträge": the first word may owe its capital to its place.
        if initial and (
            is_function_word(run[0].text)
            or (len(run) > 1 and run[1].text in _CONNECTORS)
            or (german and is_german_opener(run[0].text) and run[0].text not in capitals)
        ):
            run, initial = run[1:], False
        while run and (run[-1].text.lower() in _CONNECTORS or run[-1].text == "I"):
            run = run[:-1]
        while run and run[0].text.lower() in _CONNECTORS:
            run = run[1:]
        words = _significant(run)
        if not words or (len(run) == 1 and is_function_word(run[0].text)):
            continue
        acronym = len(words) == 1 and is_acronym(run[-1].text)
        alone = len(words) == 1 and len(run) == 1 and not acronym
        weak = alone and (initial or german)
        span = Span(run[0].start, run[-1].end)
        found.append(Detail("name", layout.text[slice(*span)], span, Name(words, weak, acronym)))
    return found


def are_plain_nouns(one: Name, other: Name) -> bool:
    """Whether two words owe their capitals to their place, by the look of one: Doctors, Physicians."""
    return one.weak and other.weak and any(_PLAIN.fullmatch(n.words[0]) for n in (one, other))


def missing_words(name: Name, evidence: Layout, names: Sequence[Name]) -> tuple[str, ...]:
    """The words of ``name`` that the evidence has in no form: not itself, nor by an alias."""
    given = evidence.folded.union(*(other.words for other in names))
    if any(_spells(" ".join(name.words), other) for other in names):
        return ()
    if _is_longer_form(name, names):
        return ()
    whole = " ".join(name.words)
    for group in _ALIASES:
        if whole in group and any(
            alias in given or (" " in alias and set(alias.split()) <= given) for alias in group
        ):
            return ()
    if name.acronym and _is_spelled_out(name.words[0], evidence):
        return ()
    return tuple(
        word
        for word in name.words
        if word not in _COMPANY
        and not is_among(word, given)
        and not (name.weak and _is_inflected(word, evidence))
    )


def is_alias(one: Name, other: Name) -> bool:
    """Whether one is the other's acronym, of at least three letters, or another name of the same
    country or union.
    """
    wholes = {" ".join(name.words) for name in (one, other)}
    of_a_union = [group - _PEOPLE for group in _ALIASES if wholes & group]
    if of_a_union:
        return wholes <= of_a_union[0]
    return any(
        len(name.words) >= LEAST_INITIALS and _spells(" ".join(name.words), acronym)
        for name, acronym in ((one, other), (other, one))
    )


def _is_longer_form(name: Name, names: Sequence[Name]) -> bool:
    """Whether the evidence calls the same one by fewer words, and no other by any of them.

    Sources name in full once, often outside the passage: "Berg" for Anna Berg.
    """
    words = set(name.words)
    short = [other for other in names if set(other.words) < words and not other.weak]
    ends = (name.words[0], name.words[-1])
    rivals = any(set(other.words) & words and not set(other.words) <= words for other in names)
    return not rivals and any(end in other.words for other in short for end in ends)


def _runs(text: str, words: Sequence[Word], used: set[int]) -> Iterator[list[Word]]:
    """Capitalised words in a row, with the small words that connect them."""
    run: list[Word] = []
    for word in words:
        fits = _is_capitalised(word.text) and word.start not in used
        joins = bool(run) and word.text in _CONNECTORS and _may_join(run, word.text)
        if run and not ((fits or joins) and _holds_together(text, run[-1], word)):
            yield run
            run = []
        # "Possessor's thing" names two things.
        if run and re.search(r"['’]s$", run[-1].text) and fits:
            yield run
            run = []
        if fits or (run and joins):
            run.append(word)
    if run:
        yield run


def _significant(run: Sequence[Word]) -> tuple[str, ...]:
    """The words folded, without titles and connectors; initials in a row are one word, as in U.S."""
    words: list[str] = []
    initials = False
    for word in run:
        form = fold(word.text)
        if form in _CONNECTORS or form in _TITLES:
            continue
        if initials and len(word.text) == 1:
            words[-1] += form
        else:
            words.append(form)
        initials = len(word.text) == 1
    return tuple(words)


def _holds_together(text: str, last: Word, word: Word) -> bool:
    """Whether what stands between the words may stand inside a name: a dot after initials only."""
    short = len(last.text) == 1 or last.text.lower() in _TITLES
    gap = _ABBREVIATED if short else _GAP
    return bool(
        gap.fullmatch(text, last.end, word.start) or _GAP.fullmatch(text, last.end, word.start)
    )


def _may_join(run: Sequence[Word], connector: str) -> bool:
    """Bank of England, Lord of the Rings; but "Anna Berg of the Energy Agency" is two names."""
    if connector == "the":
        return len(run) == 2 and run[1].text == "of"
    return connector != "of" or len(run) <= 3


def _is_capitalised(word: str) -> bool:
    if word[:1].isupper() and word not in ("I", "I'm", "I've"):
        return True
    return any(char.isupper() for char in word[1:])


def _first_word(layout: Layout, sentence: Span) -> int:
    for word in layout.words_in(*sentence):
        return word.start
    return -1


def _spells(whole: str, other: Name) -> bool:
    """Whether ``other`` is the acronym of the words ``whole``."""
    initials = "".join(word[0] for word in whole.split())
    return other.acronym and len(initials) > 1 and other.words[0].replace(".", "") == initials


def _is_spelled_out(acronym: str, evidence: Layout) -> bool:
    letters = acronym.replace(".", "")
    every = "".join(word.text[0].lower() for word in evidence.words)
    large = "".join(word.text[0].lower() for word in evidence.words if word.text[0].isupper())
    content = "".join(
        word.text[0].lower() for word in evidence.words if word.text.lower() not in STOPWORDS["en"]
    )
    return letters in large or (len(letters) > 2 and (letters in every or letters in content))


def _is_inflected(word: str, evidence: Layout) -> bool:
    """Whether the evidence has another form of a word that may be no name at all."""
    stems = {term.stem for term in content_terms(word, evidence.language)}
    return any(term.stem in stems for term in evidence.terms)
