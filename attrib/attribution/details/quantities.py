"""Quantities, and whether one says what another says: by rounding, range or bound."""

from __future__ import annotations

from typing import Literal, NamedTuple

Bound = Literal["exact", "about", "min", "max"]
NEAR = 0.1
"""A rounded number may be this far (relative) from what it rounds."""

CONVERTED = 0.01
"""Miles for kilometres may be this far off: who converts rounds as well."""


class Quantity(NamedTuple):
    """One reading of a number, in base units of its dimension."""

    low: float
    high: float
    """Equal to ``low`` unless the text gives a range."""
    unit: str
    """Dimension (``m``, ``g``, ``%``, ``EUR``, ``ordinal``, ``clock``); empty for bare numbers."""
    step: float
    """The last digit's worth: how precisely the number is written."""
    bound: Bound = "exact"
    factor: float = 1.0
    """Base units in the unit that the text writes."""
    offset: float = 0.0
    """What is added to the number that the text writes before it counts such units."""
    per: str = ""
    """Dimension of what it is counted by (``s`` for "per day"), where the text says so."""
    every: float = 1.0
    """Base units of that dimension: 86400 for "per day"."""
    spread: bool = False
    """Whether it is a range of error, which states none of the values in it: 95% CI 3.1–7.2."""

    def without_unit(self) -> Quantity:
        """The number as the text writes it."""
        low, high = (end / self.factor - self.offset for end in (self.low, self.high))
        return Quantity(low, high, "", self.step / self.factor, self.bound, spread=self.spread)


def in_rates(one: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two by the same measure, where both say by which: "per day", "per week"; None where they
    are counted by different things.
    """
    if not (one.per and other.per) or (one.per, one.every) == (other.per, other.every):
        return one, other
    if one.per != other.per:
        return None
    share = one.every / other.every
    low, high, step = (part * share for part in (other.low, other.high, other.step))
    return one, other._replace(low=low, high=high, step=step, every=one.every)


def relate_quantities(claim: Quantity, source: Quantity) -> Literal["same", "finer", "differs"]:
    """Whether the source says the claim's number, a rounder one, or another one."""
    if claim.low != claim.high or source.low != source.high:
        return _relate_ranges(claim, source)
    one, other = claim.low, source.low
    bounded = {claim.bound, source.bound} & {"min", "max"}
    if rounds_to(other, claim) and bounded != {"min", "max"}:
        crosses = (claim.bound == "min" and _below(other, one)) or (
            claim.bound == "max" and _below(one, other)
        )
        if not crosses or source.bound != "exact":
            return "same"
    if claim.bound in ("min", "max"):
        inside = _below(one, other) if claim.bound == "min" else _below(other, one)
        # A copied bound with another number is a changed number, even where it is implied.
        rounder = _granule(claim) > _granule(source) and abs(one - other) <= NEAR * abs(one)
        return "same" if inside and (source.bound in ("exact", "about") or rounder) else "differs"
    if claim.bound == "about" and source.bound != "min" and source.bound != "max":
        near = abs(one - other) <= NEAR * abs(one)
        if near and _granule(claim) > _granule(source):
            return "same"
    finer = rounds_to(one, source)
    close = finer or abs(one - other) <= CONVERTED * abs(other)
    if close and bounded != {"min", "max"} and is_converted(claim, source):
        return "same"
    if finer or (
        claim.bound == "exact"
        and source.bound == "about"
        and abs(one - other) <= NEAR * abs(other)
        and _granule(source) > _granule(claim)
    ):
        return "finer"
    return "differs"


def is_converted(one: Quantity, other: Quantity) -> bool:
    """Whether one had to be calculated from the other, as miles from kilometres; minutes from hours
    and metres from kilometres come out exact.
    """
    ratio = max(one.factor, other.factor) / min(one.factor, other.factor)
    return not equal(ratio, round(ratio))


def equal(one: float, other: float) -> bool:
    """Equality up to what conversion between units may lose."""
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))


def _relate_ranges(claim: Quantity, source: Quantity) -> Literal["same", "finer", "differs"]:
    if claim.low == claim.high:
        slack = _slack(claim)
        inside = source.low - slack <= claim.low <= source.high + slack
        stated = claim.bound != "exact" or not source.spread
        return "same" if inside and stated else "differs"
    if source.low == source.high:
        inside = claim.low - _slack(claim) <= source.low <= claim.high + _slack(claim)
        return "same" if inside else "differs"
    ends = (
        abs(one - other) <= max(_slack(claim), NEAR * abs(one) * (claim.bound == "about"))
        or equal(one, other)
        for one, other in zip(claim[:2], source[:2], strict=True)
    )
    return "same" if all(ends) else "differs"


def rounds_to(value: float, quantity: Quantity) -> bool:
    """Whether ``value``, rounded as precisely as ``quantity`` is written, is that quantity."""
    return equal(value, quantity.low) or abs(value - quantity.low) <= _slack(quantity)


def _slack(quantity: Quantity) -> float:
    return min(quantity.step / 2 * (1 + 1e-9), NEAR * abs(quantity.low))


def _below(one: float, other: float) -> bool:
    return one <= other or equal(one, other)


def _granule(quantity: Quantity) -> float:
    """How round the number is: the largest of 1, 5, 10, 25, 50, 100... last digits dividing it."""
    if quantity.step <= 0:
        return 0.0
    count = round(abs(quantity.low) / quantity.step)
    if count == 0:
        return quantity.step
    scale = 1
    while count % (scale * 10) == 0:
        scale *= 10
    for factor in (5, 2.5):
        if (count / (scale * factor)).is_integer():
            return quantity.step * scale * factor
    return quantity.step * scale
