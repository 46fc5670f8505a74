"""The parts of a Markdown answer that assert nothing: code, definition lines of notes, HTML tags, images."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from attrib.answers.hyperlinks import IMAGE
from attrib.types import Span

_LINE = re.compile(r"(?<=\n)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PROSE = frozenset({"markdown", "md", "text", "txt", "plaintext"})
_DEFINITION = re.compile(
    r" {0,3}\[(?:\^[^\s\[\]]{1,60}\]:|[^\[\]\r\n]{1,60}\]:[ \t]*<?(?:https?://|www\.))[^\r\n]*"
)
_DEFINED = re.compile(
    r" {0,3}\[\^?([^\[\]\r\n]{1,60})\]:[ \t]*<?(https?://[^\s<>]+)", re.IGNORECASE
)
# A row of a table is one line, whatever tags its cells hold.
_ROW = re.compile(r"^[ \t]*\|[^\r\n]*", re.MULTILINE)
# Gemini writes it before a sentence that ends with [cite: 1].
_CITE_START = re.compile(r"\[cite_start\]")

_TAG = re.compile(
    r"<(?P<closes>/?)(?P<name>[a-z][\w-]{0,60})(?P<attributes>(?:\s[^<>]{0,300})?)/?>",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=`]+))*\s*""")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Tags wherever they stand, closed or not, those that prompts ask for around an answer among them.
_BLOCKS = _HEADINGS | frozenset(
    "p div section article blockquote ul ol li dl dt dd hr table thead tbody tr answer final_answer".split()
)
_INLINE = frozenset("br img wbr b strong i em u mark small span font a td th".split())
# Those that are closed, or alone on their line: their names are words too ("Send it to <address>.").
_CLOSED_BLOCKS = frozenset(
    "details summary pre center main header footer nav aside address figure figcaption tfoot caption".split()
)
_CLOSED_INLINE = frozenset(
    "s del ins strike kbd samp var code tt q abbr dfn big bdi bdo label time data".split()
)
# <cite> and <sup> mark citations, and <sub> is part of a word: H₂O.
_KEPT = frozenset(("cite", "sup", "sub"))


# What a chat template ends a reply with, where a server leaves it in.
_LEAKED = r"(?:<[|｜][^<>|｜\s]{1,40}[|｜]>|</s>|<eos>|<end_of_turn>)"
_LEAKS = re.compile(rf"{_LEAKED}(?:\s*{_LEAKED})*\s*\Z")


def blank_tags(answer: str, code: Sequence[Span], known: Collection[str] = ()) -> str:
    """``answer`` with spaces for HTML tags and images outside ``code`` and for control words of a chat
    template at its end, and of the same length. Tags of blocks begin with an empty line, ``<br>`` with the
    end of one, but for those within the row of a table.

    A name that HTML does not know is that of a tag around lines, or alone on one, and none of ``known``:
    of ``List<String>`` and "between <plan> and </plan>" no word is lost.
    """
    rows = [Span(*row.span()) for row in _ROW.finditer(answer)]
    tags = {tag.start(): _name(tag) for tag in _tags(answer, code, known)}

    def blank(tag: re.Match[str]) -> str:
        name = tags.get(tag.start())
        if not name:
            return tag[0]
        ends = "\n\n" if name in _BLOCKS | _CLOSED_BLOCKS else "\n" if name == "br" else ""
        return ("" if span_at(tag.start(), rows) else ends).ljust(len(tag[0]))

    def blank_image(image: re.Match[str]) -> str:
        return image[0] if span_at(image.start(), code) else " " * len(image[0])

    blanked = IMAGE.sub(blank_image, _TAG.sub(blank, answer))
    leaks = _LEAKS.search(blanked)
    return blanked[: leaks.start()].ljust(len(answer)) if leaks else blanked


def html_headings(answer: str, code: Sequence[Span]) -> list[Span]:
    """``<h2>Cost</h2>`` with its tags, outside ``code``. One that is not closed before the next block is
    none: what stands below it may assert something.
    """
    found: list[Span] = []
    opened: re.Match[str] | None = None
    for tag in _tags(answer, code):
        if (name := _name(tag)) not in _BLOCKS:
            continue
        if opened and tag["closes"] and name == _name(opened):
            found.append(Span(opened.start(), tag.end()))
        opened = tag if name in _HEADINGS and not tag["closes"] else None
    return found


def _tags(
    answer: str, code: Sequence[Span], known: Collection[str] = ()
) -> Iterator[re.Match[str]]:
    """The tags of ``answer`` outside ``code`` that are white space."""
    found = [tag for tag in _TAG.finditer(answer) if not span_at(tag.start(), code)]
    closed = {_name(tag): tag.start() for tag in found if tag["closes"]}
    first, last = _edges(answer, found)
    spoken = {_name(tag) for tag in found if tag.start() not in (last if tag["closes"] else first)}
    for tag in found:
        name = _name(tag)
        if name in _BLOCKS or name in _INLINE:
            yield tag
        elif name not in _KEPT and _ATTRIBUTES.fullmatch(tag["attributes"]):
            of_html = name in _CLOSED_BLOCKS or name in _CLOSED_INLINE
            alone = tag.start() in first and tag.start() in last
            closes = tag["closes"] or closed.get(name, 0) > tag.start()
            around = name not in spoken and tag["name"] not in known
            if (closes or alone) and (of_html or around):
                yield tag


def _edges(answer: str, tags: Sequence[re.Match[str]]) -> tuple[set[int], set[int]]:
    """Where those of ``tags`` begin that have nothing but other ones before them on their line, and those
    that have nothing but other ones behind them.
    """
    first: set[int] = set()
    last: set[int] = set()
    edges = (0, *(edge for tag in tags for edge in tag.span()), len(answer))
    gaps = [answer[a:b].strip(" \t") for a, b in zip(edges[::2], edges[1::2], strict=True)]
    begins = ends = True
    for tag, before in zip(tags, gaps, strict=False):
        begins = before[-1:] in "\r\n" and (begins or bool(before))
        if begins:
            first.add(tag.start())
    for tag, behind in zip(reversed(tags), reversed(gaps), strict=False):
        ends = behind[:1] in "\r\n" and (ends or bool(behind))
        if ends:
            last.add(tag.start())
    return first, last


def _name(tag: re.Match[str]) -> str:
    return tag["name"].lower()


def span_at(offset: int, spans: Sequence[Span]) -> Span | None:
    """The one of ``spans``, which are in order and apart, that holds ``offset``."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and offset < spans[at].end else None


def code_and_definitions(answer: str) -> tuple[list[Span], list[Span]]:
    """Code (where nothing is a marker), and outside it footnote definition lines and marks that name
    nothing.
    """
    code = fenced_code(answer)
    definitions: list[Span] = []
    inline: list[Span] = []
    starts = [0, *(span.end for span in code)]
    for position, end in zip(starts, [*(span.start for span in code), len(answer)], strict=True):
        for line in _LINE.split(answer[position:end]):
            if found := _DEFINITION.match(line):
                definitions.append(Span(position, position + found.end()))
            else:
                own = list(_inline_code(line, position))
                edges = (position, *(edge for span in own for edge in span), position + len(line))
                for outside in zip(edges[::2], edges[1::2], strict=True):
                    marks = _CITE_START.finditer(answer, *outside)
                    definitions.extend(Span(*mark.span()) for mark in marks)
                inline += own
            position += len(line)
    return sorted([*code, *inline]), definitions


def defined_links(answer: str, definitions: Sequence[Span]) -> dict[str, str]:
    """The URLs that ``definitions`` such as ``[1]: https://a.example`` give, by ``label_of`` what is in their
    brackets; the first of each, as in Markdown.
    """
    found: dict[str, str] = {}
    for span in definitions:
        if defined := _DEFINED.match(answer, *span):
            found.setdefault(label_of(defined[1]), defined[2])
    return found


def label_of(written: str) -> str:
    """What the labels of links have in common that mean the same."""
    return " ".join(written.casefold().split())


def fenced_code(answer: str) -> list[Span]:
    """Blocks of code with their fences, whole lines; one that is not closed runs to the end. Of a
    block that says it is Markdown or plain text only the fences: some models wrap all that they say.
    """
    code: list[Span] = []
    fence, opening, info, position = "", Span(0, 0), "", 0

    def close(closing: Span) -> None:
        if info in _PROSE:
            code.extend((opening, closing))
        else:
            code.append(Span(opening.start, closing.end))

    for line in _LINE.split(answer):
        mark = _FENCE.match(line)
        own = Span(position, position + len(line))
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                close(own)
                fence = ""
        elif mark and (mark[1][0] == "~" or "`" not in line[mark.end() :]):
            fence, opening, info = mark[1], own, line[mark.end() :].strip().lower()
        position = own.end
    if fence:
        close(Span(len(answer), len(answer)))
    return [span for span in code if span.start < span.end]


def _inline_code(line: str, offset: int) -> Iterator[Span]:
    """Code between two runs of equally many backticks on one line."""
    runs = [match.span() for match in re.finditer("`+", line)]
    closing: list[int | None] = []
    last_of_length: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closing.append(last_of_length.get(length))
        last_of_length[length] = index
    closing.reverse()
    index = 0
    while index < len(runs):
        partner = closing[index]
        if partner is None:
            index += 1
            continue
        yield Span(offset + runs[index][0], offset + runs[partner][1])
        index = partner + 1
