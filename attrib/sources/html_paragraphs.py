"""Paragraphs of the text that stands straight in the containers of an HTML page."""

from __future__ import annotations

from copy import deepcopy

from attrib.sources.untyped import Untyped

# fmt: off
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})
# fmt: on
_CONTAINERS = ("body", "main", "article", "section", "div", "details")
_SILENT = ("button", "select", "script", "style", "noscript", "template")
# Where one of these is, the rest of the page is menus, notices and the like.
_MAIN = "//main | //article | //*[@role='main' or @id='main' or @id='content']"


def set_paragraphs(tree: Untyped) -> None:
    """Makes paragraphs of the text that stands straight in the containers of the main content, with what
    is inline beside it: trafilatura takes it only where a page has hardly any other.
    """
    inside = set(tree.xpath(_MAIN) or tree.iter("body"))
    for element in tree.iter("*"):
        if element.getparent() in inside and not _is_silent(element):
            inside.add(element)
    for container in list(tree.iter(*_CONTAINERS)):
        if container in inside:
            _set_paragraphs_in(container)


def _set_paragraphs_in(container: Untyped) -> None:
    before, text = None, container.text
    run: list[Untyped] = []
    for part in [*container, None]:
        if part is not None and not _is_block(part) and not _is_gap(part):
            run.append(part)
            continue
        if _has_words(text) or any(speaks(inline) or _has_words(inline.tail) for inline in run):
            paragraph = container.makeelement("p")
            paragraph.text = text
            if before is None:
                container.text = None
                container.insert(0, paragraph)
            else:
                before.tail = None
                before.addnext(paragraph)
            paragraph.extend(run)
            _keep_times(paragraph)
        before, text, run = part, None if part is None else part.tail, []


def _is_block(element: Untyped) -> bool:
    return any(inner.tag in BLOCK_TAGS for inner in element.iter())


def _is_gap(element: Untyped) -> bool:
    """Whether a line break is the first of two, which old pages set paragraphs apart with."""
    following = element.getnext()
    return (
        element.tag == "br"
        and not (element.tail or "").strip()
        and following is not None
        and following.tag == "br"
    )


def speaks(outer: Untyped) -> bool:
    """Whether an element has words that are not those of a link or a control: menus have none."""
    from lxml import etree

    walker = etree.iterwalk(outer, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if element is not outer and _has_words(element.tail):
                return True
        elif _is_silent(element):
            walker.skip_subtree()
        elif _has_words(element.text):
            return True
    return False


def _is_silent(element: Untyped) -> bool:
    link = element.tag == "a" and "href" in element.attrib
    return link or element.tag in _SILENT or "for" in element.attrib  # a label of a control


def _has_words(text: str | None) -> bool:
    return any(map(str.isalnum, text or ""))


def _keep_times(paragraph: Untyped) -> None:
    """Says a time in the words beside its element: these belong to the text, its date perhaps to the page."""
    for time in list(paragraph.iter("time")):
        words = deepcopy(time)
        words.tag, words.tail = "span", None
        time.addprevious(words)
        del time[:]
        time.text = None
