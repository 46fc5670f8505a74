"""How two numbers of two texts stand to each other, whatever units and readings they have."""

from __future__ import annotations

import re

from attrib.attribution.details.currencies import CURRENCIES
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.doses import DOSE
from attrib.attribution.details.found import quantities
from attrib.attribution.details.quantities import Quantity, equal, in_rates, relate_quantities

_SHARES = {"%", "pp"}
_PERCENT = re.compile(r"[%‰]|cent|zent|parts", re.IGNORECASE)


def relate_numbers(own: Detail, other: Detail) -> str:
    """How the two stand, as `relate_quantities` says; "apart" when they measure different things.

    "like" is the same value where one of the two leaves out the unit: "25" and "25 years".
    """
    relations: set[str] = set()
    full = all(_is_told_fully(number) for number in (own, other))
    for mine in quantities(own):
        for theirs in quantities(other):
            if full and (_leaves_out(mine) or _leaves_out(theirs)):
                continue
            if mine.unit == theirs.unit:
                rates = in_rates(mine, theirs)
                relations.add(relate_quantities(*rates) if rates else "differs")
            elif _told_apart(mine.unit, theirs.unit):
                relations.add("differs")
            elif not mine.unit or not theirs.unit:
                bare = relate_quantities(mine.without_unit(), theirs.without_unit())
                if bare == "same" or _is_percent(mine, theirs):
                    relations.add("like")
    return next((r for r in ("same", "like", "finer", "differs") if r in relations), "apart")


def _is_told_fully(number: Detail) -> bool:
    """Whether it names its zone, or how often the dose is given: one of its readings leaves that out."""
    return any(q.unit == "utc" or q.per == DOSE for q in quantities(number))


def _leaves_out(quantity: Quantity) -> bool:
    return quantity.unit == "clock" or quantity.per == DOSE


def is_rough_form(rough: Detail, exact: Detail) -> bool:
    """Whether ``rough`` is what one may say for ``exact``: "more than half", "one in two" for 54%."""
    return any(
        theirs.bound == "exact" and relate_quantities(mine, theirs) == "same"
        for mine in (_loosely(quantity, rough.text) for quantity in quantities(rough))
        for theirs in quantities(exact)
        if mine.bound != "exact" and mine.unit == theirs.unit
    )


def may_both_hold(own: Detail, other: Detail) -> bool:
    """Whether two bounds leave room for each other: "up to 100" and "more than 20"."""
    mine, theirs = quantities(own)[0], quantities(other)[0]
    if {mine.bound, theirs.bound} != {"min", "max"} or mine.unit != theirs.unit:
        return False
    least, most = (mine, theirs) if mine.bound == "min" else (theirs, mine)
    return least.low < most.low and not equal(least.low, most.low)


def is_rest(own: Detail, other: Detail) -> bool:
    """Whether one says "at least 18" where the other says "under 18": the same line is drawn."""
    mine, theirs = quantities(own)[0], quantities(other)[0]
    same = equal(mine.without_unit().low, theirs.without_unit().low)
    return same and {mine.bound, theirs.bound} == {"min", "max"}


def is_slight(own: Detail) -> bool:
    """Ordinals, multiples, the smallest counts, noon and midnight are often put in other words."""
    quantity = quantities(own)[0]
    whole = quantity.high.is_integer() or quantity.step == 0  # or a fraction: "1/2 cup"
    small = 0 <= quantity.high <= 3 and whole and not quantity.unit
    named = quantity.unit == "clock" and own.text.isalpha()
    return (
        small
        or named
        or quantity.unit in ("ordinal", "times")
        or own.text.lower().startswith("one ")
    )


def _loosely(quantity: Quantity, text: str) -> Quantity:
    """A share in words is about so much: one in four may be 25.3%."""
    in_words = quantity.unit == "%" and quantity.bound == "exact" and not _PERCENT.search(text)
    return quantity._replace(bound="about") if in_words else quantity


def _told_apart(one: str, other: str) -> bool:
    """Whether the units count alike, so that one in the place of another is a mistake."""
    return (one in CURRENCIES and other in CURRENCIES) or {one, other} == _SHARES


def _is_percent(one: Quantity, other: Quantity) -> bool:
    share, percent = (one, other) if not one.unit else (other, one)
    return percent.unit == "%" and 0 < share.low < 1 and equal(share.low * 100, percent.low)
