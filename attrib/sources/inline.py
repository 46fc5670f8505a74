"""What inside a line changes what it says, or is no part of it: struck-out words, raised figures, marks of
footnotes and permalinks.
"""

from __future__ import annotations

import re

from attrib.sources.untyped import Untyped

STRUCK = ("del", "s", "strike")
_FIGURES = re.compile(r"[0-9\s,+−–-]+")
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
# 1, [1], *, a, [note 1]; longer words are never taken for a mark.
_MARK = re.compile(r"\W{0,2}(?:(?:note|nb)\s)?\w{0,3}\W{0,2}", re.I)
_NOTE_CLASS = re.compile(r"\b(?:reference|foot-?note|end-?note|note-?ref|fn-?ref)", re.I)

# What a link shows, if anything, that leads to the heading it stands in or back from a note.
_PERMALINK = re.compile("[\\s#¶§⚓🔗↑↩\u200b\ufe0e\ufe0f]*")
_ASIDES = (  # [edit] and [citation needed] of a wiki
    "//*[contains(@class, 'mw-editsection')]"
    " | //sup[contains(@class, 'noprint') or contains(@class, 'Template-Fact')]"
)


def raised(text: str) -> str:
    """``text`` as it reads when it is set above the line: 10⁶ litres are not 106. Words (1st) stay."""
    return text.translate(_RAISED) if _FIGURES.fullmatch(text) else text


def is_note_mark(text: str, target: str) -> bool:
    """Whether a raised ``text`` that links to ``target`` only leads to a footnote, or back."""
    return "#" in target and bool(_MARK.fullmatch(text.strip()))


def settle(tree: Untyped) -> None:
    """Makes an lxml HTML tree say as plain text what it shows: struck-out words, marks of footnotes and
    permalinks go, raised figures become characters that are raised.
    """
    from lxml import etree

    etree.strip_elements(tree, *STRUCK, with_tail=False)
    for element in [*tree.xpath(_ASIDES), *filter(_is_permalink, tree.iter("a"))]:
        element.drop_tree()
    outermost = [e for e in tree.iter("sup") if next(e.iterancestors("sup"), None) is None]
    for element in outermost:
        text = element.text_content()
        around = element.getparent()
        alone = element.getprevious() is None and element.getnext() is None
        linked = (
            alone and around.tag == "a" and not f"{around.text or ''}{element.tail or ''}".strip()
        )
        links = [*element.iter("a"), *([around] if linked else [])]
        if any(is_note_mark(text, link.get("href") or "") for link in links) or (
            _MARK.fullmatch(text.strip()) and any(map(_is_called_note, (element, *links)))
        ):
            text = ""
            if linked:
                around.tag = "sup"  # a link around nothing goes too
        if not text or _FIGURES.fullmatch(text):
            del element[:]
            element.text = raised(text)
    # Trafilatura sets these apart in a short page: H 2 O, the 1 st.
    etree.strip_tags(tree, "sub", "sup")


def _is_permalink(link: Untyped) -> bool:
    return "#" in link.get("href", "#") and bool(_PERMALINK.fullmatch(link.text_content()))


def _is_called_note(element: Untyped) -> bool:
    return bool(_NOTE_CLASS.search(f"{element.get('class') or ''} {element.get('role') or ''}"))
