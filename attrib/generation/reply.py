"""How a language model's reply is read: with the eyes of an audit, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.answers.blocks import HEADING
from attrib.answers.claims import Sentence, read_answer
from attrib.answers.markers import REPORTS
from attrib.answers.markup import blank_tags, code_and_definitions, fenced_code
from attrib.answers.refusals import refuses
from attrib.answers.spoken import TOLD_IN
from attrib.generation.language_model import Reply
from attrib.generation.prompt import NO_ANSWER
from attrib.text.thoughts import without_thoughts

_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w+-]*")
_DRESSING = " *_>\"'“”„‘’«»"
_MARKER = r"\[\d{1,3}(?:[,;–-] ?\d{1,3})*\]"
_CITED = re.compile(r"\[\d{1,3}[\],; –-]")
_SOURCES = (
    rf"(?:(?:the )?(?:sources?|documents?|passages?) )?{_MARKER}(?:(?:,? and |, ?)?{_MARKER})*"
)
_TELLS = r"(?:says?|states?|reports?|notes?|confirms?|mentions?|shows?|explains?|adds?)"
# What tells whose words follow or went before. What a source claims or suggests is not what is so.
_LEADS = (
    rf"(?:according to|as {TOLD_IN}) {_SOURCES}[,:]?",
    rf"(?:based on|per|in|from) {_SOURCES}[,:](?: it (?:{_TELLS}|is (?:stated|said|noted))(?: that)?)?",
    rf"as {_SOURCES} {_TELLS}[,:]",
    rf"{_SOURCES} (?:also |further |both )?{_TELLS} that",
)
_LEAD = re.compile(rf"(?i)^(?:{'|'.join(_LEADS)}) (?=\S)")
_TAIL = re.compile(rf"(?i),? (?:according to|as {TOLD_IN}|per) {_SOURCES}(?=[.!]?$)")
_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s*\[[^\[\]]{1,20}\])*$|\]$")


def read_reply(reply: Reply) -> tuple[str, ...]:
    """The sentences of a model's reply that assert something, and what announces them ("Two things:"),
    each with the markers behind it.

    A last sentence that was cut off is left out, and so is one that says that the sources do not answer;
    beside that, only what cites a source is an answer.
    """
    found = list(_sentences(_unfenced(without_thoughts(reply.text))))
    if reply.cut_off and len(found) > 1 and not _ENDED.search(found[-1]):
        found.pop()
    answering = [sentence for sentence in found if not _refuses(sentence)]
    if len(answering) < len(found):
        answering = [sentence for sentence in answering if _CITED.search(sentence)]
    return tuple(_capital(_plain(sentence)) for sentence in answering)


def _sentences(text: str) -> Iterator[str]:
    read = read_answer(text, None)
    if not read and text:  # nothing but markers: they are told as removed
        yield text
    plain = blank_tags(text, code_and_definitions(text)[0])
    for sentence in read:
        written = _written(sentence, plain)
        if sentence.is_claim or _refuses(written) or _announces(sentence.claim.text):
            yield written


def _written(sentence: Sentence, plain: str) -> str:
    """``sentence`` as it stands in ``plain``; markers of it that stand elsewhere follow it."""
    start, end = sentence.claim.start, sentence.claim.end
    if REPORTS.match(sentence.scored):  # "[1] says so"
        start = min([start, *(marker.start for marker in sentence.markers)])
    said = plain[start:end]
    for marker in sentence.markers:
        if start <= marker.start < sentence.claim.end:
            continue
        gap = plain[end : marker.start]
        said += (gap if marker.start >= end and not gap.strip() else " ") + marker.text
        end = max(end, marker.end)
    return " ".join(said.split())


def _announces(text: str) -> bool:
    return text.endswith((":", "：")) and not HEADING.match(text) and not refuses(text)


def _unfenced(text: str) -> str:
    """``text`` without the fences of code, each line of which stands alone."""
    for start, end in reversed(fenced_code(text)):
        lines = [x for x in text[start:end].splitlines() if not _FENCE.fullmatch(x.strip())]
        text = text[:start] + "\n\n".join(("", *lines, "")) + text[end:]
    return text


def _refuses(sentence: str) -> bool:
    plain = sentence.strip(_DRESSING).lower()
    return plain.startswith(NO_ANSWER.lower().rstrip("."))


def _plain(sentence: str) -> str:
    """``sentence`` without what tells whose words it has, such as the lead that OPENING teaches; the
    markers stand behind, like others.
    """
    if led := _LEAD.match(sentence):
        return f"{sentence[led.end() :]} {' '.join(re.findall(_MARKER, led[0]))}"
    return _TAIL.sub(lambda tail: f" {' '.join(re.findall(_MARKER, tail[0]))}", sentence)


def _capital(sentence: str) -> str:
    """``sentence`` with a capital, unless its first word is no common one: "iPhone", "kiln.md"."""
    word = sentence.partition(" ")[0].strip(",;:.!?")
    common = word.isalpha() and word.islower()
    return sentence[:1].upper() + sentence[1:] if common else sentence
