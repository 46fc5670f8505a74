"""An HTML tree made ready for trafilatura, which leaves out what stands in elements it does not expect."""

from __future__ import annotations

from attrib.sources.html_paragraphs import set_paragraphs
from attrib.sources.html_tables import prepare_tables
from attrib.sources.inline import settle
from attrib.sources.untyped import Untyped

# Times in running text are words of it, and not the date of the page, as one marked so may be.
_TIMES = (
    "//time[ancestor::p or ancestor::li or ancestor::td or ancestor::th or ancestor::dd"
    " or ancestor::blockquote]"
    "[not(@pubdate or @itemprop or contains(@class, 'entry-') or contains(@class, 'publish'))]"
)
# Where one of these is, trafilatura knows the main content, or a part of the page that is likely it.
_FRAMES = (
    "//main | //article | //*[self::div or self::section]"
    "[starts-with(@class, 'main') or starts-with(@id, 'main') or starts-with(@role, 'main')]"
)


def prepare(tree: Untyped) -> None:
    """Makes an lxml HTML tree say in plain elements what it shows, so that trafilatura finds it."""
    from lxml import etree

    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    settle(tree)
    for element in tree.iter("q", "label", "output", "legend"):
        element.tag = "span"
    for element in tree.xpath(_TIMES):
        element.tag = "span"
    for element in tree.iter("figure", "address", "center", "figcaption"):
        element.tag = "div"
    prepare_tables(tree)
    _frame(tree)
    set_paragraphs(tree)


def _frame(tree: Untyped) -> None:
    """Calls the whole body the main content where nothing in it is called so: trafilatura takes only
    paragraphs and tables from a page that has none.
    """
    body = tree.find(".//body")
    if body is None or tree.xpath(_FRAMES):
        return
    main = body.makeelement("main")
    main.text, body.text = body.text, None
    main.extend(list(body))
    body.append(main)
