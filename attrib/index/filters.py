"""Which documents a search may look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from attrib.errors import InputError

Value = str | int | float
"""What metadata may be; bool is an int, and is stored as ``true`` or ``false``."""

_ANY_FOLDERS = re.compile(r"(?:(?<=/)|^)(?:\*\*/)+")
_DATE = "json_extract(metadata, '$.date')"
_YEAR, _TWO = "[0-9]" * 4, "[0-9]" * 2
_ISO = (_YEAR, f"{_YEAR}-{_TWO}", f"{_YEAR}-{_TWO}-{_TWO}*")
"""Dates that can be compared as strings; beside them "unknown" and "05/04/2024" are none."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all must hold; an empty Filters lets every document pass."""

    uris: tuple[str, ...] = ()
    """Glob patterns (``*`` also matches ``/``, and ``**/`` no folder too), or whole URIs; any one of them
    suffices."""
    metadata: Mapping[str, Value | Sequence[Value]] = field(default_factory=dict)
    """Keys and the exact values they must have, as text; of several for one key any one suffices."""
    since: str | None = None
    """Earliest ``date`` (ISO 8601, a prefix such as ``2031`` or ``2031-05`` will do), inclusive.
    A document whose ``date`` is not ISO 8601 has none."""
    until: str | None = None
    """Latest ``date``, inclusive: ``2031-05`` lets all of May pass."""

    def __post_init__(self) -> None:
        if isinstance(self.uris, str):  # its characters would be patterns, and "*" lets all pass
            raise InputError(
                f"uris of Filters are several patterns, not the string {self.uris!r}: write "
                f"({self.uris!r},)"
            )
        told = {key: _alternatives(key, value) for key, value in self.metadata.items()}
        plain = {key: values if len(values) > 1 else values[0] for key, values in told.items()}
        object.__setattr__(self, "metadata", plain)
        for name, value in (("since", self.since), ("until", self.until)):
            if value is not None and not _is_date(value):
                raise InputError(
                    f"--{name} {value!r} is not a date: write 2024, 2024-05 or 2024-05-31"
                )

    def __bool__(self) -> bool:
        return bool(self.uris or self.metadata or self.since or self.until)

    def __str__(self) -> str:
        """As options of ``attrib ask``."""
        options = (
            ("--uri", self.uris),
            (
                "--where",
                [
                    f"{key}={value}"
                    for key, values in self.metadata.items()
                    for value in _alternatives(key, values)
                ],
            ),
            ("--since", [self.since]),
            ("--until", [self.until]),
        )
        return " ".join(
            f"{flag} {value!r}" for flag, values in options for value in values if value
        )

    def where(self) -> tuple[str, list[str]]:
        """An SQL condition on the table ``documents``, and its parameters."""
        conditions: list[str] = []
        values: list[str] = []
        if self.uris:
            # A URI is a pattern that may not match itself: docs/[draft] plan.md.
            globs = [form for uri in self.uris for form in _globs(uri)]
            conditions.append(f"(uri IN ({_marks(self.uris)}){' OR uri GLOB ?' * len(globs)})")
            values.extend((*self.uris, *globs))
        for key, value in self.metadata.items():
            if '"' in key:
                raise InputError(f"filter key {key!r} holds a quote: metadata keys never do")
            wanted = _alternatives(key, value)
            conditions.append(f"json_extract(metadata, ?) IN ({_marks(wanted)})")
            values.extend((f'$."{key}"', *wanted))
        if self.since or self.until:
            conditions.append("(" + " OR ".join(f"{_DATE} GLOB ?" for _ in _ISO) + ")")
            values.extend(_ISO)
        if self.since:
            conditions.append(f"{_DATE} >= ?")
            values.append(self.since)
        if self.until:
            conditions.append(f"{_DATE} <= ?")
            values.append(self.until + "\U0010ffff")
        return " AND ".join(conditions) or "1", values


def _globs(pattern: str) -> list[str]:
    """``pattern`` as SQLite's GLOB has it, with and without each ``**/``: GLOB wants a folder there."""
    first, *rest = _ANY_FOLDERS.split(pattern)
    return ["".join(form) for form in product([first], *([f"**/{part}", part] for part in rest))]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _alternatives(key: str, value: Value | Sequence[Value]) -> tuple[str, ...]:
    """The values that ``key`` may have, as readers write them: at least one."""
    several = value if isinstance(value, (list, tuple)) else (value,)
    if not several or not all(isinstance(one, (str, int, float)) for one in several):
        raise InputError(
            f"metadata of Filters has {value!r} for {key!r}: write a string or a number, or a list of them"
        )
    told = (str(one).lower() if isinstance(one, bool) else str(one) for one in several)
    return tuple(dict.fromkeys(told))


def _is_date(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        return bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False
