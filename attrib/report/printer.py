"""Lays out lines for one console: folded, harmless, and in characters the console can write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrib.report.marks import MARKS
from attrib.report.safety import visible
from attrib.report.segments import segments
from attrib.types import Span, Verdict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_WHITE_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "…": "...", "·": "-", "→": "->"})
_MIN_WIDTH = 12
_MAX_WIDTH = 100  # longer lines are hard to read


class Printer:
    """Prints texts with a hanging indent; nothing in them is read as markup."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def fit(self, text: str) -> str:
        """``text`` on one line, without control characters, in the console's encoding."""
        return self._encodable(visible(_WHITE_SPACE.sub(" ", text)))

    def text(self, text: str, style: str = "") -> Text:
        """``fit(text)`` as a rich Text: markup in it stays plain characters."""
        from rich.text import Text

        return Text(self.fit(text), style=style)

    def mark(self, verdict: Verdict, indent: int) -> Text:
        """The symbol of ``verdict``, or its fallback where the console cannot print it.

        ``indent`` spaces stand before it.
        """
        from rich.text import Text

        mark = MARKS[verdict]
        symbol = mark.symbol if self._writes(mark.symbol) else mark.fallback
        return Text(" " * indent).append(symbol, style=mark.style)

    @property
    def styled(self) -> bool:
        """Whether underlining and colours reach the reader."""
        return self.console.color_system is not None

    def stretch(self, text: str, span: Span, underlined: Iterable[Span]) -> Text:
        """``text[span]`` with the ``underlined`` parts of it underlined; offsets into ``text``."""
        from rich.text import Text

        shown = Text()
        for piece in segments(span, underlined):
            words = self.fit(text[piece.start : piece.end])
            if not shown.plain or shown.plain.endswith(" "):
                words = words.lstrip(" ")
            shown.append(words, style="underline" if piece.covers else "")
        shown.rstrip()
        return shown

    def line(self, body: Text, lead: Text | str = "", indent: int = 0) -> None:
        """Prints ``body``, wrapped, beside ``lead``; its lines begin at column ``indent``.

        A ``lead`` given as a plain string is printed as it is: it must not come from a document.
        """
        from rich.text import Text

        width = max(min(self.console.width, _MAX_WIDTH) - indent, _MIN_WIDTH)
        left = Text(lead) if isinstance(lead, str) else lead.copy()
        for row in body.wrap(self.console, width, overflow="fold"):
            row.rstrip()
            left.pad_right(max(indent - left.cell_len, 0))
            # Without wrapping and cropping by rich, which would pad or cut what is wrapped here.
            self.console.print(left + row, no_wrap=True, overflow="ignore", crop=False)
            left = Text()

    def blank(self) -> None:
        """Prints an empty line."""
        self.console.print()

    def _writes(self, text: str) -> bool:
        try:
            text.encode(self.console.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _encodable(self, text: str) -> str:
        if self._writes(text):
            return text
        encoding = self.console.encoding
        plain = "".join(char if self._writes(char) else char.translate(_PLAIN) for char in text)
        return plain.encode(encoding, "replace").decode(encoding)
