"""Swaps: two values that changed places ("born in 1920, died in 1999" for the other way round)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from attrib.attribution.details.context import Place
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found

MOST = 20
"""Only so many values of a claim are held against each other: a sentence has fewer."""


def swapped(
    claim: Found, source: Found, relations: Mapping[Detail, Mapping[Detail, str]]
) -> dict[Detail, Detail]:
    """Values of the claim that the source has only in each other's place, and what it has in theirs.

    ``relations`` are, of each value of the claim, how those of the source relate to it.
    """
    equals = {
        own: [other for other, relation in mine.items() if relation == "same"]
        for own, mine in list(relations.items())[:MOST]
    }
    at, there = claim.places, source.places
    found = {}
    for one, two in permutations((own for own, same in equals.items() if same), 2):
        mine, theirs = equals[one], equals[two]
        if (
            relations[one][theirs[0]] == "differs"
            and all(_trade(at[one], at[two], there[other]) for other in mine)
            and all(_trade(at[two], at[one], there[other]) for other in theirs)
        ):
            found[one] = theirs[0]
    return found


def _trade(own: Place, partner: Place, other: Place) -> bool:
    """Whether ``other``, with the value of ``own``, stands where ``partner`` stands in the claim: by
    what is before them, by what is after them or by how their clauses begin, where these tell the two apart.
    """
    sides = [
        (own.clause_before, partner.clause_before, other.clause_before),
        (own.clause_after, partner.clause_after, other.clause_after),
    ]
    if own.clause_before == partner.clause_before:  # exports fell 2% and imports fell 4%
        sides.append((own.clause_first, partner.clause_first, other.clause_first))
    told = [(mine, theirs, said) for mine, theirs, said in sides if mine != theirs]
    kept = any(said == mine for mine, _, said in told)
    return not kept and any(said == theirs and any(said) for _, theirs, said in told)
