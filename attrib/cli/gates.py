"""What --fail-under asks for, and how a gate ends a command."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import typer

from attrib.cli.options import GATE_FAILED
from attrib.errors import InputError
from attrib.types import RATES

NAMES = {rate.removeprefix("citation_").removesuffix("_rate"): rate for rate in RATES}
"""What --fail-under calls the rates (support, recall, precision), and what an audit's totals do."""


def pass_gate(failures: Sequence[str]) -> None:
    """Tells why a gate is not passed, and ends the command with GATE_FAILED; nothing where it is."""
    from attrib.report.output import say

    for failure in failures:
        say(f"gate failed: {failure}", error=True)
    if failures:
        raise typer.Exit(GATE_FAILED)


def least_rates(given: Sequence[str]) -> dict[str, float]:
    """What each rate must reach: one that is named, wherever, goes before all together.

    Raises InputError for what is neither a share nor a rate and a share.
    """
    everything: dict[str, float] = {}
    named: dict[str, float] = {}
    for text in given:
        name, sign, number = text.rpartition("=")
        if not sign:
            everything = dict.fromkeys(NAMES.values(), _share(number, text))
        elif name in NAMES:
            named[NAMES[name]] = _share(number, text)
        else:
            raise InputError(
                f"--fail-under {text!r} names no rate: write {', '.join(NAMES)}, as in support=0.9"
            )
    return everything | named


def _share(number: str, text: str) -> float:
    with suppress(ValueError):
        if 0 <= (value := float(number)) <= 1:
            return value
    raise InputError(f"--fail-under {text!r} is no rate: write a number from 0 to 1, such as 0.9")
