"""Questions about one row of a table: whose row it is, and which cell, its words tell.

The reader takes rows for sentences, and often the answer from a neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

import regex

from attrib.text.cells import Cell, cells, naming
from attrib.text.stopwords import STOPWORDS
from attrib.text.words import Term, Word, content_terms, language_of, terms_of, words
from attrib.types import Passage, Reading, Span

FOUND = 0.95
"""Probability that a cell answers whose row and header the question names, and nothing else."""

NAMED = 0.6
"""Where the question has other words too, which may or may not matter."""

# Questions with such words are about several rows, of which one alone is no answer;
_OF_SEVERAL = {
    "en": frozenset(
        "than other others another besides except apart between both all each every average total sum"
        " altogether difference over under above below more less fewer most least fewest highest lowest"
        " largest biggest greatest smallest oldest newest youngest latest earliest longest shortest cheapest"
        " priciest fastest slowest heaviest lightest best worst".split()
    ),
    "de": frozenset(
        "als andere anderen anderer anderes außer zwischen beide beiden alle allen jeder jede jedes insgesamt"
        " summe durchschnitt unterschied über unter mehr weniger mindestens höchstens meisten wenigsten"
        " höchste höchsten niedrigste niedrigsten größte größten kleinste kleinsten älteste ältesten neueste"
        " neuesten längste längsten kürzeste kürzesten billigste billigsten teuerste teuersten schnellste"
        " schnellsten langsamste langsamsten beste besten schlechteste schlechtesten".casefold().split()
    ),
}
# with these, about more than the one row that they name, or about none.
_OF_OTHERS = {
    "en": _OF_SEVERAL["en"]
    | frozenset("before after same until till since by not no without never".split()),
    "de": _OF_SEVERAL["de"]
    | frozenset("vor nach bis seit nicht kein keine keinen ohne nie".split()),
}
# What a question may have beside the names of a row and a header and still ask for the cell.
_ASKING = {
    "en": frozenset(
        "what which who when is are was were the a an of for in on at does do did has have had it its"
        " there much many".split()
    ),
    "de": frozenset(
        "was welche welcher welches wer wann ist sind war waren der die das des dem den ein eine einer eines"
        " von vom für in im am an auf hat haben hatte es".split()
    ),
}
# Nor is a cell what they ask for that have such words.
_OTHERWISE = {
    "en": frozenset("why where will would should could from to".split()),
    "de": frozenset("warum wieso wo wird würde sollte könnte zu nach".split()),
}
_SMALL = regex.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?\s?\W?")
"""Numbers that stand in questions for many reasons: they name no row,"""
_VERSION = regex.compile(r"(?i)version|release")
"""but for those with a full stop under such a header: 3.11."""
_UNIT = regex.compile(r"\s*[(\[][^)\]]*[)\]]")
_NAME = regex.compile(r"\b(?P<name>\p{Lu}\p{Ll}+)(?:\s(?P<which>\d+|\p{Lu})\b)?")
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday".split()
)
# With these before it a name is another one: South Sudan. With others it may be the same: Google Chrome.
_ANOTHER = frozenset(
    "north south east west northern southern eastern western central new upper lower inner outer"
    " greater".split()
)
_SAME_NAME = 0.8
"""Share of letters of a name and a word that is the same name, if misspelt or in the plural."""
_EMPTY = frozenset({"yes", "no", "none", "true", "false", "ja", "nein", "keine", "n/a"})


class Place(NamedTuple):
    """The row that a question is about."""

    cells: tuple[Cell, ...]
    asked: Cell | None
    """The one under the header that the question names, if it names one."""
    chance: float
    """Probability that the cell asked for is the answer, by the question alone; 0 where a name in it may
    be a word that means something."""
    mentions: tuple[Span, ...]
    """Where the question has values of the row."""


Row = tuple[Cell, ...]
"""With offsets into the document."""


def read_tables(question: str, read: Sequence[tuple[Passage, Reading]]) -> list[Reading]:
    """The readings, with the answer in the row that ``question`` names where a passage has one such: in
    the cell whose header it names too, or else in the column where the reader sees the answer.
    """
    tables = [_rows(passage) for passage, _ in read]
    places = _longest([find_row(question, rows) for rows in tables])
    # Two tables may have the row, and say different things.
    told = {place.asked.value for place in places if place and place.asked and place.chance}
    return [
        _in_row(reading, place, rows, place.chance if len(told) == 1 else 0.0) if place else reading
        for (_, reading), place, rows in zip(read, places, tables, strict=True)
    ]


def _longest(places: Sequence[Place | None]) -> list[Place | None]:
    """Those of them that are not named by a part of what names another: "Aero 5" of "Aero 5 Plus"."""
    named = [mention for place in places if place for mention in place.mentions]
    return [
        place
        if place and not any(n != m and n.holds(m) for n in named for m in place.mentions)
        else None
        for place in places
    ]


def _in_row(reading: Reading, place: Place, rows: Sequence[Row], chance: float) -> Reading:
    columns = _columns(reading, rows)
    in_rows = sum(columns.values())
    beside = sum(p for _, p in reading.starts) - in_rows
    if beside > in_rows and chance < FOUND:
        return reading  # what stands beside the table answers
    likeliest = max(columns, key=lambda header: columns[header], default=None)
    cell = place.asked or next((c for c in place.cells if c.header == likeliest), None)
    if cell is None:
        return reading
    return Reading(
        max(reading.relevance, chance), max(reading.answerability, chance),
        cell.span, ((cell.span.start, 1.0),),
    )  # fmt: skip


def _columns(reading: Reading, rows: Sequence[Row]) -> dict[str, float]:
    """How probably the answer begins under each header, in whichever row."""
    columns: dict[str, float] = defaultdict(float)
    for row in rows:
        for cell in row:
            if begun := reading.begins(cell.whole):
                columns[cell.header] += begun
    return columns


def _rows(passage: Passage) -> list[Row]:
    return [
        tuple(cell.moved(span.start) for cell in found)
        for span in passage.sentences
        if (found := cells(passage.quote(span)))
    ]


def find_row(question: str, rows: Sequence[Row]) -> Place | None:
    """The one row that ``question`` names, by all values of rows that it has; None where it has none, or
    those of several rows.
    """
    language = language_of(question)
    if not rows or language not in _ASKING:
        return None
    named = [_named(question, row) for row in rows]
    lengths = [_length(spans.values()) for spans in named]
    most = max(lengths)
    if not most or lengths.count(most) > 1:
        return None
    best = lengths.index(most)
    values = [span for spans in named for span in spans.values()]
    if not all(any(map(span.overlaps, named[best].values())) for span in values):
        return None
    row, mentions = rows[best], named[best]
    rest = [
        word for word in words(question)
        if not any(span.holds(Span(word.start, word.end)) for span in mentions.values())
    ]  # fmt: skip
    terms = terms_of(rest, language)
    untold = {
        # "Terra A" is another than "Terra".
        word.text if word.start and word.text.isupper() else word.text.casefold().removesuffix("'s")
        for word in _in_no_header(rest, row, language)
    }
    if untold & _OF_OTHERS[language]:
        return None
    header = _header(terms, {cell.header for cell in row} - mentions.keys(), language)
    asked = next((cell for cell in row if cell.header == header), None)
    distinct = all(_is_distinct(question[slice(*span)]) for span in mentions.values())
    chance = FOUND if untold <= _ASKING[language] else NAMED
    if not (asked and distinct) or untold & _OTHERWISE[language]:
        chance = 0.0
    return Place(row, asked, chance, tuple(mentions.values()))


def is_of_another(question: str, row: Row, said: Iterable[str]) -> bool:
    """Whether ``question``, which names no cell of ``row``, is about another row or about several: it
    compares, or has a name that is not in ``said``, the texts around the row.
    """
    language = language_of(question)
    if language not in _ASKING or _named(question, row):
        return False
    others = _in_no_header(words(question.casefold()), row, language)
    compares = any(word.text in _OF_SEVERAL[language] for word in others)
    # In German every noun looks like a name.
    return compares or (language == "en" and _has_stranger(question, "\n".join(said)))


def _in_no_header(said: Iterable[Word], row: Row, language: str) -> list[Word]:
    """The words that no header of ``row`` has."""
    told = frozenset[str]().union(*(_stems(cell.header, language) for cell in row))
    return [w for w in said if not {term.stem for term in terms_of([w], language)} & told]


def _has_stranger(question: str, text: str) -> bool:
    """Whether something that looks like a name in ``question`` (Premium, Candidate 08, Well D), its first
    word apart, is not in ``text``, not even misspelt.
    """
    known = _DATES | {word.text.casefold() for word in words(text)}
    for found in _NAME.finditer(question, 1):
        name, which = found["name"].casefold(), found["which"]
        if not get_close_matches(name, known, 1, _SAME_NAME):
            return True
        if which and not regex.search(rf"(?i)\b{name}\W{{1,3}}{which}\b", text):
            return True
    return False


def _header(terms: Sequence[Term], headers: Iterable[str], language: str) -> str | None:
    """The header whose words the question has; of several the one that says all that the others do."""
    said = frozenset(term.stem for term in terms)
    found = {header: own for header in headers if (own := _stems(header, language)) and own <= said}
    longest = max(found, key=lambda header: len(found[header]), default=None)
    if longest and all(own <= found[longest] for own in found.values()):
        return longest if list(found.values()).count(found[longest]) == 1 else None
    return None


def _stems(header: str, language: str) -> frozenset[str]:
    """Of the words of ``header``, without its unit."""
    name = _UNIT.sub("", header)
    return frozenset(term.stem for term in content_terms(name, language))


def _named(question: str, row: Row) -> dict[str, Span]:
    """Where ``question`` first has the values of ``row``, by header."""
    return {
        cell.header: found
        for cell in row
        if (
            not _SMALL.fullmatch(cell.value) or ("." in cell.value and _VERSION.search(cell.header))
        )
        and cell.value.casefold() not in _EMPTY
        and (not cell.value.islower() or content_terms(cell.value))
        and (found := _mention(question, _UNIT.sub("", cell.value) or cell.value, row))
    }


def _mention(question: str, value: str, row: Row) -> Span | None:
    """Where ``question`` first has a ``value`` of ``row`` that is not part of another name."""
    found = (Span(*match.span()) for match in naming(value).finditer(question))
    return next((span for span in found if not _is_of_a_name(question, span, row)), None)


def _is_of_a_name(question: str, mention: Span, row: Row) -> bool:
    """Whether it goes on beyond the mention: React Native, South Sudan, Guinea-Bissau, Vue.js. In German
    every noun looks like a name.
    """
    language = language_of(question)
    english = language == "en" and not question.isupper()
    known = STOPWORDS["en"] | _DATES | {cell.value.casefold() for cell in row}
    for word in words(question):
        beside = question[word.end : mention.start] or question[mention.end : word.start]
        capitalized, behind = word.text[0].isupper(), word.start >= mention.end
        if beside == " ":
            joined = english and capitalized and (behind or word.text.casefold() in _ANOTHER)
        elif beside == "-":
            joined = english and (capitalized or question[slice(*mention)].islower())
        else:
            joined = beside == "."
        if joined and word.text.casefold() not in known and _in_no_header([word], row, language):
            return True
    return False


def _is_distinct(mention: str) -> bool:
    """Whether words of a question are a name and no word that means something: "Grace" is, "grace" is not."""
    return len(mention.split()) > 1 or any(char.isupper() or char.isdigit() for char in mention)


def _length(spans: Iterable[Span]) -> int:
    """How many characters they are, each counted once."""
    return len({at for span in spans for at in range(*span)})
