"""What a reasoning model thinks before it answers: no part of the reply, nor of what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

# Control words of models: DeepSeek's and Qwen's, Seed's, Mistral's, Kimi's, and gpt-oss's (harmony).
_CONTROLS = {
    "<think>": "</think>",
    "<seed:think>": "</seed:think>",
    "[THINK]": "[/THINK]",
    "◁think▷": "◁/think▷",
    "<|channel|>analysis<|message|>": "<|channel|>final<|message|>",
}
# Tags that an answer may speak of as well, where they do not begin it.
_TAGS = {f"<{name}>": f"</{name}>" for name in ("thinking", "thought", "reasoning")}
OPENINGS = (*_CONTROLS, *_TAGS)


def _spelt(tag: str) -> str:
    """``tag`` as a pattern, in small and capital letters but for words in brackets: "I [think] so"."""
    return re.escape(tag) if tag.startswith("[") else f"(?i:{re.escape(tag)})"


_OPEN, _CLOSE = ("|".join(map(_spelt, tags)) for tags in (_CONTROLS, _CONTROLS.values()))
_PAIRS = "|".join(f"{_spelt(o)}.*?(?:{_spelt(c)}|\\Z)" for o, c in _CONTROLS.items())
_TAGGED = "|".join(f"{_spelt(o)}.*?{_spelt(c)}" for o, c in _TAGS.items())
_BROKEN_OFF = "|".join(f"{_spelt(tag)}.*" for tag in _TAGS)
# Some chat templates open the thoughts in the prompt: then the reply only closes them.
_THOUGHTS = re.compile(f"^.*(?:{_CLOSE})|(?:{_OPEN}).*", re.DOTALL)
_BEGINNING = re.compile(rf"(?:\s*(?:{_TAGGED}|{_BROKEN_OFF}))+", re.DOTALL)
_KEPT = re.compile(
    rf"(?:\s*(?:{_PAIRS}|(?:{_TAGGED})(?=\s*\S)))+"
    rf"|.*?^[ \t]*(?:{_CLOSE})[ \t]*(?:\r?\n[ \t]*$|\s*\Z)",
    re.DOTALL | re.MULTILINE,
)


def without_thoughts(reply: str) -> str:
    """What follows the last thought; nothing where a thought was broken off."""
    rest = _THOUGHTS.sub("", reply)
    begun = _BEGINNING.match(rest)
    return rest[begun.end() if begun else 0 :].strip()


def after_thoughts(answer: str) -> int:
    """Where an answer begins that somebody kept with the thoughts before it, and 0 where it has none.

    Stricter than ``without_thoughts``: what is skipped here nobody checks, and an answer may speak
    of such tags. Thoughts begin it, or their end stands on a line with nothing beside and below it.
    """
    found = _KEPT.match(answer)
    return found.end() if found else 0


def marks_thoughts(token: str) -> bool:
    """Whether ``token``, a special token of a tokenizer, is what thoughts are told by."""
    return any(token in tag for pair in _CONTROLS.items() for tag in pair)


class Aloud:
    """Hands on what stands outside of thoughts, piece by piece. To be closed when all was told."""

    def __init__(self, on_text: Callable[[str], None]) -> None:
        self._on_text = on_text
        self._pending = ""
        self._closing = ""
        """What ends the thoughts that are being told; empty outside of them."""
        self._begun = False
        """Whether words of the reply were handed on."""

    def __call__(self, piece: str) -> None:
        self._pending += piece
        while tag := self._next():
            before, _, after = self._pending.partition(tag)
            self._tell(before)
            self._pending = after
            self._closing = "" if self._closing else (_CONTROLS | _TAGS)[tag]
        # What may be the beginning of a tag waits for the next piece.
        held = max(_overlap(self._pending, tag) for tag in self._awaited())
        self._tell(self._pending[: len(self._pending) - held])
        self._pending = self._pending[len(self._pending) - held :]

    def close(self) -> None:
        """Hands on what waited."""
        self._tell(self._pending)
        self._pending = ""

    def _next(self) -> str:
        """The first tag in what waits that begins or ends thoughts; empty where there is none."""
        waits = self._pending
        found = [
            tag
            for tag in self._awaited()
            if tag in (waits if tag not in _TAGS else waits.lstrip()[: len(tag)])
        ]
        return min(found, key=waits.index, default="")

    def _awaited(self) -> tuple[str, ...]:
        if self._closing:
            return (self._closing,)
        return tuple(_CONTROLS) if self._begun else OPENINGS

    def _tell(self, text: str) -> None:
        if text and not self._closing:
            self._begun = self._begun or not text.isspace()
            self._on_text(text)


def _overlap(text: str, tag: str) -> int:
    """Most characters at the end of ``text`` that ``tag`` begins with."""
    most = range(min(len(tag) - 1, len(text)), 0, -1)
    return next((n for n in most if tag.startswith(text[-n:])), 0)
