"""Progress of long stages, as the rooms report it; who draws it (if anyone) is not their business."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives what a long stage reports. One stage may run inside another."""

    def start(self, stage: str, total: int | None, unit: str) -> None:
        """A stage begins: ``total`` units of work, or None when nobody knows yet."""

    def advance(self, stage: str, amount: int = 1, total: int | None = None) -> None:
        """``amount`` units are done; ``total`` replaces the one given at the start."""

    def finish(self, stage: str) -> None:
        """The stage is over."""


class Silent:
    """The Progress that shows nothing."""

    def start(self, stage: str, total: int | None, unit: str) -> None: ...

    def advance(self, stage: str, amount: int = 1, total: int | None = None) -> None: ...

    def finish(self, stage: str) -> None: ...
