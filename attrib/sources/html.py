"""HTML to a document: the main content by trafilatura, without navigation and banners."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy

from attrib.errors import SourceError
from attrib.sources.decode import decode
from attrib.sources.document import DocumentBuilder
from attrib.sources.html_paragraphs import BLOCK_TAGS
from attrib.sources.html_tree import prepare
from attrib.sources.item import Content, SourceItem
from attrib.sources.tables import add_table, fold
from attrib.sources.untyped import Untyped
from attrib.sources.uris import charset_of, default_title, is_url
from attrib.types import BlockKind, Document

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_INVISIBLE = ("script", "style", "template", "noscript", "svg", "head", "title", "select", "iframe")
_BOILERPLATE = ("nav", "footer", "aside", "form", "button", "dialog")
# Trafilatura recurses, and is quadratic in depth and number of elements (2000 nested tables take
# half a minute, 100,000 paragraphs four): pages beyond these are read by their visible text.
_MAIN_CONTENT_DEPTH = 256
_MAIN_CONTENT_ELEMENTS = 60_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Parts of a block in trafilatura's tree that are blocks of their own.
_NESTED = frozenset({"list", "table", "quote", "code", "p", "head", "item"})


def read_html(content: Content, item: SourceItem) -> Document:
    """Reads a page. Raises SourceError when no text is left once the markup is gone."""
    tree = _parse(content)
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")) or ""
    page_title = fold(tree.findtext(".//head/title") or tree.findtext(".//title") or "")
    url = content.uri if is_url(content.uri) else ""
    builder = DocumentBuilder()
    metadata = {"language": language}
    extracted = _extract(tree, url)
    title = page_title
    if extracted is not None:
        title = fold(extracted.title or "") or page_title
        canonical = extracted.url or ""
        metadata |= {
            "author": extracted.author or "",
            "date": extracted.date or "",
            "site": extracted.sitename or "",
            "url": canonical if is_url(canonical) else "",
        }
        _add_content(builder, extracted.body, tree)
    document = builder.build(item.uri, title or default_title(content.uri), metadata)
    if not document.text:
        for text, kind, level in visible_blocks(tree):
            builder.add(text, kind, level)
        document = builder.build(item.uri, title or default_title(content.uri), metadata)
    if not document.text:
        raise SourceError("holds no readable text (a page that needs JavaScript? save it as PDF)")
    return document


def visible_blocks(tree: Untyped) -> Iterator[tuple[str, BlockKind, int]]:
    """The visible text of an lxml HTML tree: text, kind and heading level of each block.

    Navigation and the like are left out, unless there is nothing else.
    """
    from lxml import etree

    tree = deepcopy(tree)
    body = tree.find(".//body")
    body = tree if body is None else body
    etree.strip_elements(body, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    etree.strip_elements(body, *_INVISIBLE, with_tail=False)
    everything = fold("".join(body.itertext()))
    etree.strip_elements(body, *_BOILERPLATE, with_tail=False)
    if not "".join(body.itertext()).strip():
        yield everything, "paragraph", 0
        return
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BLOCK_TAGS:
            # What stands before an inner block belongs to the outer one.
            owner = element if event == "end" else element.getparent()
            yield fold("".join(pieces)), *_kind(owner)
            pieces = []
        elif element.tag in ("br", "td", "th"):
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    yield fold("".join(pieces)), "paragraph", 0


def _kind(element: Untyped) -> tuple[BlockKind, int]:
    tag = "" if element is None else element.tag
    if tag in _HEADINGS:
        return "heading", int(tag[1])
    return ("list_item" if tag == "li" else "table_row" if tag == "tr" else "paragraph"), 0


def _parse(content: Content) -> Untyped:
    from lxml import html

    declared = _DECLARED.search(content.data[:4096])
    charset = charset_of(content.media_type) or (declared[1].decode("ascii") if declared else "")
    text = _XML_DECLARATION.sub("", decode(content.data, charset))
    # huge_tree raises the depth limit from 256 to 2048: old pages with unclosed tags need it.
    parser = html.HTMLParser(huge_tree=True)
    tree = html.document_fromstring(text, parser=parser)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise SourceError("is nested more than 2048 elements deep, which no real page is")
    prepare(tree)
    return tree


def _extract(tree: Untyped, url: str) -> Untyped:
    """What trafilatura makes of the page, or None where it finds nothing or would not end."""
    if not _is_small(tree):
        return None
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):  # they log what attrib reports itself
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        return trafilatura.bare_extraction(
            tree,
            url=url or None,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={
                "extensive_search": False,  # a date the page states, not one guessed from its text
                "original_date": True,
                "outputformat": "%Y-%m-%d",
            },
        )
    except RecursionError:
        return None


def _is_small(tree: Untyped) -> bool:
    from lxml import etree

    elements = depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        elements += event == "start"
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest <= _MAIN_CONTENT_DEPTH and elements <= _MAIN_CONTENT_ELEMENTS


def _add_content(builder: DocumentBuilder, body: Untyped, tree: Untyped) -> None:
    """Adds what trafilatura found; where that has lost the structure of a short page, what is visible."""
    from trafilatura.baseline import basic_cleaning

    if _is_mere_text(body, tree):
        shown = list(visible_blocks(basic_cleaning(deepcopy(tree))))
        if 2 * sum(len(text) for text, _, _ in shown) >= len(body[0].text):
            for block in shown:
                builder.add(*block)
            return
    for element in body:
        if isinstance(element.tag, str):
            _add_element(builder, element)


def _is_mere_text(body: Untyped, tree: Untyped) -> bool:
    """Whether trafilatura gave up, and ``body`` is the text of the page, its menus too, in one paragraph."""
    from trafilatura import baseline

    if [(element.tag, len(element)) for element in body] != [("p", 0)]:
        return False
    text = body[0].text or ""
    return "\n" in text and text == baseline(tree)[1]


def _add_element(
    builder: DocumentBuilder, element: Untyped, inherited: BlockKind = "paragraph"
) -> None:
    """Adds one element of trafilatura's tree: ``inherited`` is the kind of a plain text in it."""
    if element.tag == "head":
        level = (element.get("rend") or "h2")[1:]
        builder.add(fold(_text(element)), "heading", int(level) if level.isdigit() else 2)
    elif element.tag == "table":
        _add_table(builder, element)
    elif element.tag == "code" and inherited == "paragraph":
        builder.add("".join(element.itertext()), "code")
    else:
        kind: BlockKind = "list_item" if element.tag == "item" else inherited
        _add_mixed(builder, element, kind)


def _add_mixed(builder: DocumentBuilder, element: Untyped, kind: BlockKind) -> None:
    """Adds running text, and the blocks inside it where they stand."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _NESTED and not (child.tag == "code" and _is_inline(child)):
            builder.add(fold("".join(pieces)), kind)
            pieces = []
            _add_element(builder, child, kind)
        elif isinstance(child.tag, str):
            pieces.append(" " if child.tag == "lb" else _text(child))
        pieces.append(child.tail or "")
    builder.add(fold("".join(pieces)), kind)


def _is_inline(code: Untyped) -> bool:
    """Whether a ``code`` element stands inside a sentence."""
    before = code.getprevious().tail if code.getprevious() is not None else code.getparent().text
    return bool((before or "").strip() or (code.tail or "").strip())


def _add_table(builder: DocumentBuilder, table: Untyped) -> None:
    """Adds the rows of a table; one whose first column names the second (an infobox) as ``Name: value``."""
    rows = [list(row.iter("cell")) for row in table.iter("row")]
    texts = [[fold(_text(cell)) for cell in cells] for cells in rows]
    marks = [[cell.get("role") == "head" for cell in cells] for cells in rows]
    start = next((i for i, cells in enumerate(texts) if any(cells[1:])), 0)
    if any(map(any, marks[start:])):  # the heads stand below captions
        for cells in texts[:start]:
            builder.add(cells[0])
        texts, marks = texts[start:], marks[start:]
    heads = marks[0] if marks else []
    if heads == [True, False]:
        for cells in texts:
            builder.add(": ".join(filter(None, (cells[0].rstrip(":"), *cells[1:]))), "table_row")
    elif heads and all(heads) and len(texts) > 1:
        add_table(builder, texts[1:], texts[0])
    else:
        add_table(builder, texts)


def _text(element: Untyped) -> str:
    """All text inside, with line breaks and nested blocks set apart by a space."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            space = " " if child.tag == "lb" or child.tag in _NESTED else ""
            pieces += [space, _text(child), space]
        pieces.append(child.tail or "")
    return "".join(pieces)
