"""The detail guard: does the evidence say the claim's numbers, dates, names, and its yes or no?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrib.attribution.details.certainty import certainty_conflicts
from attrib.attribution.details.changes import change_conflict
from attrib.attribution.details.codes import code_conflicts, is_in_code
from attrib.attribution.details.context import Affinity, stands_in
from attrib.attribution.details.date_parts import is_told_in_parts
from attrib.attribution.details.date_values import relate_dates
from attrib.attribution.details.derived import is_derived
from attrib.attribution.details.detail import Conflict, Detail, absent, contrast
from attrib.attribution.details.directions import direction_conflicts
from attrib.attribution.details.exchanged import exchange_conflicts
from attrib.attribution.details.exclusive import exclusive_conflicts
from attrib.attribution.details.found import (
    Found,
    date_values,
    find,
    is_bound,
    name_of,
    quantities,
    year_of,
)
from attrib.attribution.details.identities import identity_conflicts
from attrib.attribution.details.layout import fold
from attrib.attribution.details.names import Name, are_plain_nouns, missing_words
from attrib.attribution.details.negation import negation_conflicts, negation_details
from attrib.attribution.details.number_relations import (
    is_rest,
    is_rough_form,
    is_slight,
    may_both_hold,
    relate_numbers,
)
from attrib.attribution.details.paired import paired_otherwise
from attrib.attribution.details.quantifiers import quantifier_conflicts
from attrib.attribution.details.ranks import rank_conflicts
from attrib.attribution.details.reckoned import is_reckoned
from attrib.attribution.details.roles import role_conflicts
from attrib.attribution.details.swaps import swapped
from attrib.attribution.details.weekdays import is_among
from attrib.types import Span

MOST = 100
"""Only so many numbers, dates and names of a claim are checked: a sentence has fewer."""

TOO_MANY = 2000
"""Evidence with more numbers (or dates, or names) than this is no passage; they are not compared."""


def find_details(text: str) -> tuple[Detail, ...]:
    """The numbers, dates, names, negations and opposites in ``text``, by position."""
    found = find(text)
    details = [*found.dates, *found.numbers, *found.names, *found.directions]
    details += negation_details(found.layout)
    return tuple(sorted(details, key=lambda detail: (detail.span, detail.kind)))


def compare(claim: str, evidence: str) -> tuple[Conflict, ...]:
    """The details of ``claim`` that ``evidence`` does not bear out, by position in the claim.

    A conflict names what the evidence says instead where it has a detail of the same kind in the
    same role; ``source_value`` is None where it has none, or says the same less precisely.
    Rounding, approximations, converted units, bounds, contained dates and aliases agree.
    """
    source = find(evidence)
    own = find(claim, source.layout.language)
    claimed, said = (own.layout, own.cues), (source.layout, source.cues)
    conflicts = [
        *_date_conflicts(own, source),
        *_number_conflicts(own, source),
        *_code_conflicts(own, source),
        *_name_conflicts(own, source),
        *(list(role_conflicts(own, source)) or exchange_conflicts(*claimed, *said)),
        *identity_conflicts(*claimed, *said),
        *negation_conflicts(*claimed, *said),
        *direction_conflicts(
            own.layout, own.directions, own.cues, source.layout, source.directions, source.cues
        ),
        *quantifier_conflicts(*claimed, *said),
        *rank_conflicts(own.layout, source.layout),
        *certainty_conflicts(own.layout, source.layout),
        *exclusive_conflicts(own.layout, source.layout),
    ]
    return tuple(sorted(conflicts, key=lambda conflict: (conflict.span, conflict.kind)))


def _date_conflicts(claim: Found, source: Found) -> Iterator[Conflict]:
    if len(source.dates) > TOO_MANY:
        return
    relations = {
        own: {other: relate_dates(date_values(own), date_values(other)) for other in source.dates}
        for own in claim.dates[:MOST]
    }
    taken = {o for mine in relations.values() for o, relation in mine.items() if relation == "same"}
    exchanged = swapped(claim, source, relations)
    written = {q.without_unit().low for number in source.numbers for q in quantities(number)}
    for own, mine in relations.items():
        equals = [other for other, relation in mine.items() if relation == "same"]
        if equals or year_of(own) in written or _is_written(own, source):
            other = _misplaced(claim, own, source, equals, mine, taken) or exchanged.get(own)
            if not other and is_bound(own):
                other = _out_of_range(claim, own, source, mine)
            if other and not is_reckoned(own, claim, source):
                yield contrast(own, other)
            continue
        if is_reckoned(own, claim, source) or is_among(own, claim, source):
            continue
        if any(is_told_in_parts(value, source) for value in date_values(own)):
            continue
        coarser = [other for other, relation in mine.items() if relation == "finer"]
        differing = _differing(own, mine, taken)
        best = _counterpart(claim, own, source, differing)
        if best and not coarser and stands_in(best[1]):
            yield contrast(own, best[0])
        else:
            yield absent(own, coarser[0] if coarser else None)


def _differing(
    own: Detail, relations: Mapping[Detail, str], taken: Collection[Detail]
) -> list[Detail]:
    """What the source may say in the place of ``own``: other values that are no other detail of the claim
    and cannot be true together with this one, as a rough form of it is.
    """
    return [
        other
        for other, relation in relations.items()
        if relation == "differs"
        and other not in taken
        and not (own.kind == "number" and (is_rough_form(other, own) or may_both_hold(own, other)))
    ]


def _is_written(own: Detail, source: Found) -> bool:
    """Whether the source has the name of a month or a day as another's: May may be a person."""
    return own.text.isalpha() and any(word.text == own.text for word in source.layout.words)


def _out_of_range(
    claim: Found, own: Detail, source: Found, relations: Mapping[Detail, str]
) -> Detail | None:
    """What the source has in the place of "before 1950", if that is no such date. Many others are."""
    best = _counterpart(claim, own, source, relations)
    outside = best and relations[best[0]] == "differs" and stands_in(best[1])
    return best[0] if best and outside else None


def _number_conflicts(claim: Found, source: Found) -> Iterator[Conflict]:
    if len(source.numbers) > TOO_MANY:
        return
    relations = {
        own: {other: relate_numbers(own, other) for other in source.numbers}
        for own in claim.numbers[:MOST]
    }
    taken = {o for mine in relations.values() for o, relation in mine.items() if relation == "same"}
    exchanged = swapped(claim, source, relations)
    years = {year_of(date) for date in source.dates}
    for own, mine in relations.items():
        slight = is_slight(own)
        equals = [other for other, relation in mine.items() if relation in ("same", "like")]
        if equals:
            other = _misplaced(claim, own, source, equals, mine, taken) or exchanged.get(own)
            other = other or paired_otherwise(own, claim, equals, source)
            if other and not slight and not _is_of_another_time(claim, source):
                yield contrast(own, other)
            elif turned := change_conflict(own, claim, equals, source):
                yield turned
            continue
        if _is_year(own, years) or is_in_code(own, claim.layout, source.layout):
            continue
        if bool(claim.cues) != bool(source.cues) and any(is_rest(own, other) for other in mine):
            continue
        if is_derived(own, claim, source):
            continue
        coarser = [other for other, relation in mine.items() if relation == "finer"]
        differing = _differing(own, mine, taken)
        best = _counterpart(claim, own, source, differing)
        if best and not coarser and _counts_the_same(best[1], own, best[0], slight):
            yield contrast(own, best[0])
        elif not slight:
            yield absent(own, coarser[0] if coarser else None)


def _is_of_another_time(claim: Found, source: Found) -> bool:
    """Whether the claim names a date that the source tells by another, so that its numbers stand apart
    from those of that other: "$4 million a year earlier".
    """
    return any(
        is_reckoned(own, claim, source)
        and not any(
            relate_dates(date_values(own), date_values(other)) == "same" for other in source.dates
        )
        for own in claim.dates[:MOST]
    )


def _is_year(own: Detail, years: Collection[int | None]) -> bool:
    """Whether the source has the number as a year, or as one that looks like a year: a bare 1500 for
    "1500 euros".
    """
    readings = quantities(own)
    bare = not readings[0].unit or re.match(r"[0-9]{4}\W", own.text)
    return bool(bare) and any(q.without_unit().low in years for q in readings)


def _code_conflicts(claim: Found, source: Found) -> Iterator[Conflict]:
    claimed, said = ([d.span for d in (*f.dates, *f.numbers)] for f in (claim, source))
    return code_conflicts(claim.layout, source.layout, claimed, said)


def _name_conflicts(claim: Found, source: Found) -> Iterator[Conflict]:
    if len(source.names) > TOO_MANY:
        return
    names = [name_of(detail) for detail in source.names]
    for own in claim.names[:MOST]:
        name = name_of(own)
        missing = missing_words(name, source.layout, names)
        if not missing:
            continue
        others = [
            other
            for other in source.names
            if _could_replace(name, missing, name_of(other), claim.layout.folded)
            and _is_possessive(other) == _is_possessive(own)
        ]
        best = _counterpart(claim, own, source, others)
        if best and are_plain_nouns(name, name_of(best[0])):
            continue
        if best and _plays_the_role(name, name_of(best[0]), best[1]):
            yield contrast(own, best[0])
        elif not name.weak:
            words = [w for w in claim.layout.words_in(*own.span) if fold(w.text) in missing]
            yield absent(own, None, Span(words[0].start, words[-1].end) if words else own.span)


def _counterpart(
    claim: Found, own: Detail, source: Found, others: Iterable[Detail]
) -> tuple[Detail, Affinity] | None:
    """The detail of the source whose surroundings are most like the claim's."""

    def rating(pair: tuple[Detail, Affinity]) -> tuple[float, bool]:
        other, near = pair
        return near.alike + _parts_shared(own, other), near.head

    rated = [(other, claim.affinity(own, source, other)) for other in others]
    return max(rated, key=rating, default=None)


def _parts_shared(own: Detail, other: Detail) -> int:
    """Parts that are the same: day and month of a date, the surname of a name."""
    if own.kind == "name":
        return len(set(name_of(own).words) & set(name_of(other).words))
    if own.kind == "date":
        return max(
            sum(one is not None and one == two for one, two in zip(mine, theirs, strict=True))
            for mine in date_values(own)
            for theirs in date_values(other)
        )
    return 0


def _misplaced(
    claim: Found,
    own: Detail,
    source: Found,
    equals: Sequence[Detail],
    relations: Mapping[Detail, str],
    taken: Collection[Detail],
) -> Detail | None:
    """What the source says in the place of a value that it has in quite another place only."""
    counted = own.kind == "number" and not quantities(own)[0].unit
    bounded = own.kind == "number" and quantities(own)[0].bound in ("min", "max")
    for other in equals:
        near = claim.affinity(own, source, other)
        if near.follows if counted else near.nearest:
            return None
        # Many numbers are fewer than 50; that of "of 200 people 30 died" has the words behind it.
        behind = relations[other] == "same" and _follow_alike(own, claim, other, source)
        if bounded and (near.nearest or behind):
            return None
    best = _counterpart(claim, own, source, _differing(own, relations, taken))
    if not best or not equals or not best[1].adjacent or best[1].share < 0.6:
        return None
    follows = bounded and best[1].follows and claim.places[own].after
    if best[1].nearest < 2 and not follows:
        return None
    # "Shorter than 12 is rejected" says "at least 12": the same line, if other words are around it.
    if bounded and best[1].share < 1 and is_rest(own, best[0]):
        return None
    # "12 euros, for children 6 euros": what follows in another clause is said of another.
    alike = claim.places[own].clause_after == source.places[best[0]].clause_after
    return best[0] if alike else None


def _follow_alike(own: Detail, claim: Found, other: Detail, source: Found) -> bool:
    """Whether one of the content words right after them is the same."""
    return bool(set(claim.places[own].after) & set(source.places[other].after))


def _counts_the_same(likeness: Affinity, own: Detail, other: Detail, slight: bool) -> bool:
    if slight:
        # "Sales tripled from 10 to 30" is nothing that sales doubled to.
        verbs = own.text.isalpha() and other.text.isalpha() and quantities(own)[0].unit == "times"
        touching = likeness.touching + (verbs and likeness.adjacent >= 1)
        alone = touching >= 2 and likeness.share == 1
        return alone or (likeness.head and likeness.share >= 0.5)
    if not quantities(own)[0].unit:
        return (likeness.adjacent >= 1 and likeness.share >= 0.3) or likeness.share >= 0.7
    return stands_in(likeness)


def _plays_the_role(name: Name, other: Name, likeness: Affinity) -> bool:
    near = likeness.adjacent + likeness.touching
    if set(name.words) & set(other.words):
        return likeness.share >= 0.4 and near >= 1
    if name.weak:
        return likeness.touching == 2 and likeness.share >= 0.6
    return near >= 2 and likeness.share >= 0.5


def _could_replace(
    name: Name, missing: Sequence[str], other: Name, claimed: Collection[str]
) -> bool:
    """Whether the source's name is of the same shape, and not one that the claim has elsewhere."""
    if all(word in claimed for word in other.words) or name.acronym != other.acronym:
        return False
    if set(name.words) & set(other.words):
        # Anna Berg and Peter Berg: each has a word of its own in the same place.
        return len(name.words) == len(other.words) and any(
            mine in missing and theirs not in claimed
            for mine, theirs in zip(name.words, other.words, strict=True)
        )
    if len(missing) < len(name.words):
        return False
    return (len(name.words) > 1) == (len(other.words) > 1) and not (name.weak and not other.weak)


def _is_possessive(detail: Detail) -> bool:
    return detail.text.endswith(("'s", "’s"))
