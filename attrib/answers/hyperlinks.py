"""Links in an answer: ``[words](https://a.example/b)``, ``<https://a.example/b>``, bare addresses.

Chatbots that search the web cite with them, often several in one pair of brackets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from attrib.sources.uris import is_url
from attrib.types import Span

BRACKET = re.compile(r"\[\[([^\[\]\r\n`]{1,300})\]\]|\[([^\[\]\r\n`]{1,300})\]")
"""What may be the words of a link, in either group."""
_DESTINATION = re.compile(
    r"\((?:[^()\s`]|\([^()\s`]{0,500}\)){0,2000}(?:[ \t]{1,5}\"[^\"\r\n`]{0,300}\")?\)"
)
_LABEL = re.compile(r"\[([^\[\]\r\n`]{0,60})\]")
IMAGE = re.compile(rf"!\[[^\[\]\r\n`]{{0,300}}\]{_DESTINATION.pattern}")
_ADDRESS = re.compile(
    r"https?://(?:[^\s()<>\[\]{}\"`|\\^（）【】、。，；]|\([^\s()<>\[\]`]{0,500}\)){1,2000}",
    re.IGNORECASE,
)
_AFTER_ADDRESS = ".,;:!?'*_~…“”‘’»"

_LEAD = re.compile(r"(?:\*\*)?(?:sources?|quellen?|see|siehe|via)\b:?(?:\*\*)? ?", re.IGNORECASE)
_BETWEEN = re.compile(r" ?(?:[,;|·] ?(?:(?:and|und|&) )?|(?:and|und|&) )?")
_CLOSING = {"(": ")", "[": "]", "【": "】"}
# Words of a link that say only that there is one.
_SAYS_NOTHING = re.compile(
    r"(?:(?:the )?(?:sources?|src|links?|ref(?:erence)?s?|citations?)|via|here|details"
    r"|(?:read|see|learn) more|more info(?:rmation)?|quellen?|hier|weiterlesen|mehr (?:lesen|infos?))"
    r"(?: \d{1,3})?[.:]?|[\W_]*",
    re.IGNORECASE,
)


class Link(NamedTuple):
    """A link: ``answer[start:end]``."""

    start: int
    end: int
    address: str
    words: Span | None = None
    """What stands for the address; None where the address itself is shown."""
    label: str = ""
    """What the answer calls the address elsewhere, where it is not given here."""


def link_at(answer: str, start: int) -> Link | None:
    """The link that begins at ``start``, if there is one. Only a link with words may lead to
    something else than a URL.
    """
    if answer.startswith("[", start):
        words = BRACKET.match(answer, start)
        destination = words and _DESTINATION.match(answer, words.end())
        if not words or not destination:
            return None
        address = next(iter(destination[0][1:-1].split()), "").strip("<>")
        return Link(start, destination.end(), address, Span(*words.span(words.lastindex or 0)))
    opens = answer.startswith("<", start)
    if not (found := _ADDRESS.match(answer, start + opens)):
        return None
    if opens and answer.startswith(">", found.end()):
        return Link(start, found.end() + 1, found[0])
    address = found[0].rstrip(_AFTER_ADDRESS)
    return Link(start, start + opens + len(address), address)


def reference_at(answer: str, start: int) -> Link | None:
    """``[words][label]`` or ``[words][]`` that begins at ``start``, with the label as its address."""
    words = BRACKET.match(answer, start)
    label = words and _LABEL.match(answer, words.end())
    if not words or not label:
        return None
    inner = Span(*words.span(words.lastindex or 0))
    return Link(start, label.end(), label[1] or answer[slice(*inner)], inner)


def links_at(answer: str, start: int) -> tuple[list[Link], int]:
    """The links that alone fill the brackets which open at ``start``, or that follow ``Source:``
    there; and where that ends. None where there is anything else.
    """
    closing = _CLOSING.get(answer[start], "")
    position = start + len(closing)
    if lead := _LEAD.match(answer, position):
        position = lead.end()
    links: list[Link] = []
    end = position
    while (link := link_at(answer, position)) and is_url(link.address):
        links.append(link)
        end = link.end
        between = _BETWEEN.match(answer, end)
        position = between.end() if between else end
    if not closing:
        return links, end
    for at in (end, position):
        if links and answer.startswith(closing, at):
            return links, at + 1
    return [], start


def says_nothing(words: str, address: str) -> bool:
    """Whether the words of a link are no part of a sentence: "source", or where the link leads."""
    plain = words.strip(" *_").lower()
    where = address.lower().partition("://")[2]
    host = where.partition("/")[0]
    shown = plain.partition("://")[2] or plain
    shown = shown.removeprefix("www.").rstrip("/…. ")
    return bool(_SAYS_NOTHING.fullmatch(plain)) or (
        "." in shown and (host.endswith(shown) or where.removeprefix("www.").startswith(shown))
    )
