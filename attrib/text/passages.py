"""Cuts a document into passages: views of whole sentences, within a token budget."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from attrib.text.sentences import split_sentences, trim
from attrib.text.words import language_of
from attrib.types import Block, BlockKind, Document, Passage, Span

Tokenizer = Callable[[Sequence[str]], list[list[Span]]]
"""Token spans of each text: ``Embedder.token_spans``."""

GUESSED_FROM = 5000
"""Characters that the language is guessed from where the document does not tell it."""

HEADING_CHARACTERS = 200
"""How much of the heading path goes into a passage's context: the innermost part."""

_PROSE = ("paragraph", "list_item")


@dataclass(frozen=True, slots=True)
class PassageRules:
    """How passages are cut."""

    tokens: int = 160
    """Budget per passage, in tokens of the embedder, special tokens and headings apart."""
    overlap: int = 1
    """Sentences of running text that a passage repeats from the one before it."""

    def changed(self, tokens: int | None, overlap: int | None) -> PassageRules:
        """These rules with other values; None keeps what they have."""
        return PassageRules(
            self.tokens if tokens is None else tokens,
            self.overlap if overlap is None else overlap,
        )


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, a table row, or a piece of one that is longer than the budget."""

    span: Span
    tokens: int
    repeatable: bool
    page: int | None


def cut(document: Document, tokenizer: Tokenizer, rules: PassageRules) -> list[Passage]:
    """The passages of ``document``, in order.

    A passage never crosses a heading or a page end (a sentence belongs to the page it starts on)
    and never splits a sentence or table row, unless that alone exceeds the budget. Headings go
    into ``headings`` of the passages below them; a heading with nothing below it is a passage of
    its own, so that nothing is lost.
    """
    passages: list[Passage] = []
    language = document.metadata.get("language", "")[:2].lower()
    language = language or language_of(document.text[:GUESSED_FROM])
    for headings, blocks in _sections(document.blocks, document.text):
        units = _units(document, blocks, tokenizer, rules.tokens, language)
        for group in _pack(units, rules):
            start, end = group[0].span.start, group[-1].span.end
            passages.append(
                Passage(
                    document_id=document.id,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    sentences=tuple(unit.span for unit in group),
                    page=group[0].page,
                    headings=headings,
                )
            )
    return passages


def context(title: str, headings: Sequence[str], text: str) -> str:
    """``text`` under its title and heading path, as search indexes it."""
    path = " > ".join(dict.fromkeys(part for part in (title, *headings) if part))
    return f"{path[-HEADING_CHARACTERS:]}\n{text}" if path else text


def _sections(blocks: Sequence[Block], text: str) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Runs of blocks under one heading path."""
    path: list[tuple[int, str]] = []
    lonely: Block | None = None  # a heading that has met no content yet
    body: list[Block] = []

    def above() -> tuple[str, ...]:
        return tuple(heading for _, heading in path)

    for block in blocks:
        if block.kind != "heading":
            body.append(block)
            lonely = None
            continue
        if body:
            yield above(), body
            body = []
        while path and path[-1][0] >= block.level:
            path.pop()
            if lonely is not None:
                yield above(), [lonely]
                lonely = None
        path.append((block.level, " ".join(text[block.start : block.end].split())))
        lonely = block
    if body:
        yield above(), body
    elif lonely is not None:
        path.pop()
        yield above(), [lonely]


def _units(
    document: Document, blocks: Sequence[Block], tokenizer: Tokenizer, budget: int, language: str
) -> list[_Unit]:
    text = document.text
    spans: list[tuple[Span, BlockKind]] = []
    for block in blocks:
        if block.kind in _PROSE:
            sentences = split_sentences(text, block.start, block.end, language)
            spans.extend((sentence, block.kind) for sentence in sentences)
        else:
            spans.append((Span(block.start, block.end), block.kind))
    units: list[_Unit] = []
    tokens_of = tokenizer([text[span.start : span.end] for span, _ in spans])
    for (span, kind), tokens in zip(spans, tokens_of, strict=True):
        if len(tokens) <= budget:
            page = document.page_at(span.start)
            units.append(_Unit(span, len(tokens), kind in _PROSE, page))
        else:
            units.extend(
                _Unit(piece, budget, False, document.page_at(piece.start))
                for piece in _pieces(text, span, tokens, budget, kind)
            )
    return units


def _pieces(
    text: str, span: Span, tokens: Sequence[Span], budget: int, kind: BlockKind
) -> Iterator[Span]:
    """Cuts an overlong sentence before a token: where a line or a cell of a table row ends, or else at
    white space, if any is near, or else anywhere that does not tear a character from its combining marks.
    """
    first, start = 0, span.start
    while len(tokens) - first > budget:
        window = range(first + budget, first + budget - max(1, budget // 2), -1)
        places = [(i, span.start + tokens[i].start) for i in window]
        places = [(i, at) for i, at in places if at > start and not joins(text, at)]
        near = [(i, at) for i, at in places if i > first + budget - max(1, budget // 4)]
        chosen = next(
            chain(
                (p for p in places if "\n" in text[span.start + tokens[p[0] - 1].end : p[1]]),
                (p for p in places if kind == "table_row" and text.endswith("; ", start, p[1])),
                (p for p in near if text[p[1] - 1].isspace()),
                near,
                places,
            ),
            None,
        )
        if chosen is None:  # one giant cluster of marks: cut it rather than loop
            chosen = (first + budget, max(start + 1, span.start + tokens[first + budget].start))
        first, at = chosen
        piece = trim(text, start, at)
        if piece.start < piece.end:
            yield piece
        start = at
    piece = trim(text, start, span.end)
    if piece.start < piece.end:
        yield piece


def joins(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to the one before it (marks, joiners, modifiers)."""
    return (
        unicodedata.combining(text[at]) != 0
        or unicodedata.category(text[at]) in ("Mn", "Mc", "Me")
        or text[at] in "\u200d\ufe0e\ufe0f"
        or text[at - 1] == "\u200d"
        or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
    )


def _pack(units: Sequence[_Unit], rules: PassageRules) -> Iterator[list[_Unit]]:
    """Groups units greedily within the budget; a group may repeat the end of the one before."""
    group: list[_Unit] = []
    for unit in units:
        if group and unit.page != group[-1].page:
            yield group
            group = []
        elif group and sum(u.tokens for u in group) + unit.tokens > rules.tokens:
            yield group
            group = _overlap(group, unit, rules)
        group.append(unit)
    if group:
        yield group


def _overlap(group: list[_Unit], unit: _Unit, rules: PassageRules) -> list[_Unit]:
    if not unit.repeatable or rules.overlap == 0:
        return []
    tail: list[_Unit] = []
    # Repeat at most half a budget, and never the whole previous passage.
    room = min(rules.tokens // 2, rules.tokens - unit.tokens)
    for previous in reversed(group[1:][-rules.overlap :]):
        if not previous.repeatable or previous.tokens > room:
            break
        room -= previous.tokens
        tail.insert(0, previous)
    return tail
