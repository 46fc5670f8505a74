"""Markdown to a document: the visible text, without markup."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrib.errors import SourceError
from attrib.sources.decode import decode
from attrib.sources.document import DocumentBuilder, clean
from attrib.sources.inline import STRUCK, is_note_mark, raised, settle
from attrib.sources.item import Content, SourceItem
from attrib.sources.tables import add_table, fold
from attrib.sources.uris import charset_of, default_title
from attrib.types import BlockKind, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"---[^\S\n]*\n(.{0,65536}?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL
)
_RENAMED = {"authors": "author", "lang": "language", "canonical_url": "url"}
_MAX_NESTING = 100
_SPAN = re.compile(rf"<(/?)({'|'.join(STRUCK)}|sup)\b", re.I)


def read_markdown(content: Content, item: SourceItem) -> Document:
    """Reads CommonMark with tables and YAML front matter, whose values become metadata.

    Raises SourceError when nothing but markup is there.
    """
    from markdown_it import MarkdownIt

    text = decode(content.data, charset_of(content.media_type))
    metadata, text = _front_matter(text)
    # The default limit of 20 silently drops what is nested deeper.
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    builder = DocumentBuilder()
    heading = _add_blocks(builder, parser.parse(text))
    title = metadata.pop("title", "") or heading or default_title(item.uri)
    document = builder.build(item.uri, title, metadata)
    if not document.text:
        raise SourceError("holds no text but markup")
    return document


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    import yaml

    try:
        values = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(values, dict):  # a section between two rules
        return {}, text
    metadata = {}
    for key, value in values.items():
        name = clean(str(key)).lower()
        metadata[_RENAMED.get(name, name)] = _scalar(value)
    return metadata, text[match.end() :]


def _scalar(value: object) -> str:
    """A value of the front matter as text; nested structures as the empty string."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_scalar(v) for v in value if not isinstance(v, list))))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):  # datetime is a date
        return value.isoformat()
    return str(value) if isinstance(value, (str, int, float)) else ""


def _add_blocks(builder: DocumentBuilder, tokens: Sequence[Token]) -> str:
    """Adds every block; returns the text of the first heading of level 1."""
    title, kind, level = "", "paragraph", 0
    lists = 0
    row: list[str] | None = None
    table: list[list[str]] = []
    for token in tokens:
        if token.type == "heading_open":
            kind, level = "heading", int(token.tag[1:])
        elif token.type == "heading_close":
            kind, level = "paragraph", 0
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "table_open":
            table = []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            table.append(row)
            row = None
        elif token.type == "table_close":
            add_table(builder, table[1:], table[0])
        elif token.type == "inline":
            text = _inline(token)
            if row is not None:
                row.append(text)
                continue
            if kind == "heading" and level == 1:
                title = title or fold(text)
            block: BlockKind = "heading" if kind == "heading" else "paragraph"
            builder.add(text, "list_item" if lists and block == "paragraph" else block, level)
        elif token.type in ("fence", "code_block"):
            builder.add(token.content, "code")
        elif token.type == "html_block":
            for text, inner, depth in _visible(token.content):
                builder.add(text, inner, depth)
    return title


def _inline(token: Token) -> str:
    pieces: list[str] = []
    opened: dict[str, int] = {}  # from which piece on the text is struck out, or raised
    target = ""
    for child in token.children or ():
        name, step = _span(child)
        if step > 0:
            opened[name] = len(pieces)
        elif step < 0 and name in opened:
            start = opened.pop(name)
            text = "".join(pieces[start:])
            stays = name == "sup" and not is_note_mark(text, target)
            pieces[start:] = [raised(text)] if stays else []
        elif child.type == "link_open":
            target = str(child.attrGet("href") or "")
        elif child.type == "link_close" and "sup" not in opened:
            target = ""
        elif child.type == "softbreak":
            pieces.append(" ")
        elif child.type == "hardbreak":
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(_inline(child))
        elif child.type == "html_inline":
            pieces.append(" " if child.content.lower().startswith("<br") else "")
        else:
            pieces.append(child.content)
    return "".join(pieces)


def _span(token: Token) -> tuple[str, int]:
    """The element that begins (1) or ends (-1) with ``token``, if it strikes out or raises text."""
    if token.type in ("s_open", "s_close"):
        return "s", token.nesting
    tag = _SPAN.match(token.content) if token.type == "html_inline" else None
    return (tag[2].lower(), -1 if tag[1] else 1) if tag else ("", 0)


def _visible(markup: str) -> list[tuple[str, BlockKind, int]]:
    """The visible text of a block of HTML inside Markdown; comments have none."""
    from lxml import etree, html

    from attrib.sources.html import visible_blocks

    try:
        tree = html.document_fromstring(markup)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing but a comment
        return []
    settle(tree)
    return list(visible_blocks(tree))
