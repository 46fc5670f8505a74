r"""Display formulas in an answer, ``$$...$$``, ``\[...\]`` and environments of LaTeX: on lines of their own
they are part of the sentence around them, or like code where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.answers.markup import span_at
from attrib.types import Span

# No formula holds an empty line, nor the beginning of another one.
_LINE_END = r"(?:\r\n?|\n)(?![ \t]*[\r\n])"
_DISPLAYED = re.compile(
    rf"(?<!\$)\$\$(?:[^$\r\n]|{_LINE_END}){{1,2000}}\$\$(?!\$)"
    rf"|(?<!\\)\\\[(?:(?!\\[\[\]])[^\r\n]|{_LINE_END}){{1,2000}}\\\]"
    r"|\\begin\{(?P<name>(?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath)\*?)\}"
    rf"(?:(?!\\(?:begin|end)\{{(?P=name)\}})[^\r\n]|{_LINE_END}){{1,2000}}\\end\{{(?P=name)\}}"
)
# "Grill: $$" and "\[sic\]" hold no formula.
_SIGN = re.compile(r"[=^_<>≤≥≈≠∝∑∏∫√×÷±]|\\(?![\[\]])[a-z]", re.IGNORECASE)
_DELIMITER = re.compile(
    r"\$\$|\\\[|\\\]|\\(?:begin|end)\{[A-Za-z]+\*?\}(?:\[[^\[\]]*\]|\{[^{}]*\})*"
)
_BREAK = r"[ \t]*(?:(?:\r\n?|\n)[ \t]*){1,2}"
_BEHIND_WORDS = re.compile(rf"(?<=[\w,)]){_BREAK}\Z")
_BEFORE_WORDS = re.compile(rf"[.,;]?{_BREAK}(?=[^\W\d_A-Z])")
_HEADS = re.compile(r"[ \t]*(?:#|\||\*\*)")
_NEAR = 300
"""So many characters before a formula tell whether a sentence goes on with it."""
_ENDS = str.maketrans("\r\n", "  ")


def in_line(answer: str, code: Sequence[Span]) -> str:
    """``answer`` with spaces for the ends of lines within display formulas outside ``code``, and between one
    and the sentence around it; of the same length.
    """
    parts: list[str] = []
    position = 0
    for found in _DISPLAYED.finditer(answer):
        if span_at(found.start(), code) or not _SIGN.search(_inner(found[0])):
            continue
        start, end = found.span()
        near = answer[max(position, start - _NEAR) : start]
        if behind := _BEHIND_WORDS.search(near):
            line = near[: behind.start()].splitlines()[-1]
            start -= len(behind[0]) if not _HEADS.match(line) else 0
        words = _BEFORE_WORDS.match(answer, end)
        if words and answer[words.end()].islower():
            end = words.end()
        parts += (answer[position:start], answer[start:end].translate(_ENDS))
        position = end
    return "".join((*parts, answer[position:]))


def is_formula(line: str) -> bool:
    """Whether ``line`` is nothing but a display formula, or what one begins or ends with."""
    written = line.strip()
    if _DELIMITER.fullmatch(written):
        return True
    found = _DISPLAYED.fullmatch(written.rstrip(".,;"))
    return bool(found and _SIGN.search(_inner(found[0])))


def _inner(formula: str) -> str:
    """A formula without ``$$`` or brackets around it."""
    return formula[2:-2]
