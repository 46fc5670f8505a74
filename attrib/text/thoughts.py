"""What a reasoning model thinks before it answers: no part of the reply, nor of what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

OPEN, CLOSE = "<think>", "</think>"
# Some chat templates open the thoughts in the prompt: then the reply only closes them.
_THOUGHTS = re.compile(f"^.*{CLOSE}|{OPEN}.*", re.DOTALL | re.IGNORECASE)
_KEPT = re.compile(
    rf"(?:\s*{OPEN}.*?(?:{CLOSE}|\Z))+|.*?^[ \t]*{CLOSE}[ \t]*(?:\r?\n[ \t]*$|\s*\Z)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)


def without_thoughts(reply: str) -> str:
    """What follows the last thought; nothing where a thought was broken off."""
    return _THOUGHTS.sub("", reply).strip()


def after_thoughts(answer: str) -> int:
    """Where an answer begins that somebody kept with the thoughts before it, and 0 where it has none.

    Stricter than ``without_thoughts``: what is skipped here nobody checks, and an answer may speak
    of such tags. Thoughts begin it, or their end stands on a line with nothing beside and below it.
    """
    found = _KEPT.match(answer)
    return found.end() if found else 0


class Aloud:
    """Hands on what stands outside of thoughts, piece by piece. To be closed when all was told."""

    def __init__(self, on_text: Callable[[str], None]) -> None:
        self._on_text = on_text
        self._pending = ""
        self._thinking = False

    def __call__(self, piece: str) -> None:
        self._pending += piece
        while True:
            tag = CLOSE if self._thinking else OPEN
            before, found, after = self._pending.partition(tag)
            if not found:
                break
            self._tell(before)
            self._pending, self._thinking = after, not self._thinking
        # What may be the beginning of the tag waits for the next piece.
        most = range(min(len(tag) - 1, len(self._pending)), 0, -1)
        held = next((n for n in most if tag.startswith(self._pending[-n:])), 0)
        self._tell(self._pending[: len(self._pending) - held])
        self._pending = self._pending[len(self._pending) - held :]

    def close(self) -> None:
        """Hands on what waited."""
        self._tell(self._pending)
        self._pending = ""

    def _tell(self, text: str) -> None:
        if text and not self._thinking:
            self._on_text(text)
