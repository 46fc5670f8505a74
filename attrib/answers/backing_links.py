"""Links with the title of a page behind a sentence, which they back: "It is so. [Reuters](https://...)"."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrib.answers.hyperlinks import Link, says_nothing
from attrib.answers.titles import is_page_title
from attrib.text.sentences import split_sentences
from attrib.text.words import content_terms, language_of

_NEAR = 200
"""So many characters before a link tell whether a sentence ends there."""
_FAR = 1000
"""So many behind one are looked through for the end of the line, to take time linear in its length."""
# Not that of "e.g.".
_STOP = r"(?<!\.\w)[.!…。][\"'”’“»)\]*_]*"
_ENDED = re.compile(rf"{_STOP}(?:[ \t]{{1,2}}|[ \t]*(?P<above>\r\n?|\n)[ \t]*)\Z")
_APART = re.compile(r" ?(?:[,;|·] ?)?(?=\[)")
_ENDS_LINE = re.compile(r"[ \t]*(?:$|(?:\r\n?|\n)(?:[ \t]*(?:$|[\r\n])|(?P<below>)))")
_CAPITALISED = re.compile(r"[ \t]+([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]{2}")


def backing_links(answer: str, start: int, link_at: Callable[[int], Link | None]) -> list[Link]:
    """The links that begin at ``start`` behind a sentence and are no part of one: up to the end of the line,
    or to the next sentence. Alone on a line, they back the one above if nothing stands below that they head.
    """
    near = answer[max(0, start - _NEAR) : start]
    ended = _ENDED.search(near)
    links: list[Link] = []
    position = start if ended else len(answer)
    while (link := link_at(position)) and link.words:
        words = answer[slice(*link.words)].strip("*_ ")
        if not (is_page_title(words) or says_nothing(words, link.address)):
            return []
        links.append(link)
        apart = _APART.match(answer, link.end)
        position = apart.end() if apart else len(answer)
    if not ended or not links or not _begins_sentence(near, answer[start : links[0].end]):
        return []
    end = links[-1].end
    if last := _ENDS_LINE.match(answer, end):
        return [] if ended["above"] and last["below"] is not None else links
    return [] if ended["above"] or not _sentence_follows(answer, end, link_at) else links


def _begins_sentence(before: str, link: str) -> bool:
    """Whether ``link`` behind ``before`` begins a sentence. In "vgl. [Reuters](...)" and "1. [Reuters](...)"
    it does not.
    """
    said = " ".join(before.rstrip().splitlines()[-1:]) + " "
    text = said + link.lstrip("[")
    spans = split_sentences(text, language=language_of(text))
    return bool(_WORD.search(said)) and any(span.start == len(said) for span in spans)


def _sentence_follows(answer: str, end: int, link_at: Callable[[int], Link | None]) -> bool:
    """Whether a sentence begins behind the links that end at ``end``. In "[Apple](..) Inc. grew" one goes on:
    it must begin with a word that means nothing alone, or end with a link as the one before it does.
    """
    word = _CAPITALISED.match(answer, end)
    if not word or not word[1][0].isupper():
        return False
    if not content_terms(word[1]):
        return True
    line = answer[end : end + _FAR].splitlines()[0].rstrip()
    last = answer.rfind("[", end, end + len(line))
    link = link_at(last) if last >= 0 else None
    ends = link and link.end == end + len(line)
    return bool(ends and _ENDED.search(answer[max(end, last - _NEAR) : last]))
