"""Titles that are not marked as headings: a few words in bold, or plain ones, on a line of their own.

What is taken for a title is never judged, and a plain line may as well be the answer ("Paris", "Prices
rose sharply"). So a plain title must name an aspect of something, in English, in one of a few shapes.
"""

from __future__ import annotations

import re

from attrib.text.words import content_terms

BOLD = re.compile(r"[^\w*]*(?P<mark>\*\*|__)(?P<words>[^*]+?)(?P=mark):?")
_ASSERTING = (
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|will|must|may|not|no"
    r"|yes|ist|sind|war|hat|kann|wird|nicht|kein|ja|nein)\b"
)
_WORDS = re.compile(
    rf"(?i)(?:\d{{1,2}}[.)] )?(?!.*{_ASSERTING})[^\W\d][^\s\d]*(?: [^\s\d]+){{0,5}}(?<![.!?])"
)
# The title of a page: "Museum prices 2024", "Visit Oslo - The official guide".
_PAGE = re.compile(
    rf"(?i)(?!.*{_ASSERTING})(?!.*[.!?] )[^\W\d][^\s\d]*(?: [^\s\d]+){{0,11}}"
    r"(?:,? \(?(?:19|20)\d\d\)?)?(?<![.!?,:;])"
)
# Aspects that a text speaks of. What may be the answer itself ("public transport") is no such word.
_ASPECT = (
    r"(?:hours|times|prices|pricing|fees|rates|costs|requirements|conditions|polic(?:y|ies)|procedures?"
    r"|process|instructions|delivery|directions|details|information|overview|summary|introduction"
    r"|background|history|conclusions?|recommendations|takeaways|facts|findings|specifications|advantages"
    r"|disadvantages|drawbacks|limitations|exceptions|eligibility|options|differences|similarities"
    r"|considerations|thoughts)"
)
# Those that are verbs behind another word: "everyone benefits".
_OR_VERB = r"(?:returns|refunds|charges|rules|steps|points|features|benefits|notes)"
# Words before an aspect that make an answer of it: "free delivery", "two steps", "rising costs", and
# what may be a verb: "covers delivery", "waived fees".
_ANSWERING = (
    r"(?:an?|the|this|that|these|those|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|sixty|hundred|thousand|many|few|several|some|any|all|both|each|every"
    r"|more|less|most|fewer|other|free|full|half|double|flat|high|low|higher|lower|good|poor|bad|better"
    r"|worse|great|huge|heavy|big|small|large|minor|major|strict|lax|weak|strong|fair|unfair|hidden|lack"
    r"|insufficient|additional|only|same|different|new|old|extra|without|with|in|on|at|by|from|for|to"
    r"|after|before|until|within|include|cover|exclude|offer|accept|provide|require|need|check|see"
    r"|paid|cut|rose|fell|gave|got|made|sold|bought|took|kept|lost|set|\w+s|\w+ed|\w+(?:ive|ous)"
    r"|(?!opening|visiting|working|shipping|booking|parking|heating|building|training)\w+ing)"
)
_WORD = rf"(?!{_ANSWERING}\b)[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_OF = r" (?:of|for|in|at) (?:(?:the|an?|our|your) )?[^\W\d_]+"
_PLAIN = re.compile(
    rf"(?i)(?:{_WORD} )?{_ASPECT}(?: (?:and|or|&) (?:{_ASPECT}|{_OR_VERB}))?(?:{_OF})?"
    rf"|{_WORD} (?:and|or|&) (?:{_ASPECT}|{_OR_VERB})|{_OR_VERB}{_OF}"
    rf"|(?:key|main|next|house|first|important) {_OR_VERB}"
    r"|(?:how|what|where|when) to [^\W\d_]+(?: (?!\w+(?:s|ed)\b)[^\W\d_]+){0,3}"
    r"|getting (?:there|here|around|started)|contact us|about us|pros and cons"
    r"|terms and conditions|frequently asked questions"
)
_ONE_WORD = re.compile(
    r"(?i)overview|summary|introduction|background|conclusions?|notes|recommendations|takeaways"
)
_REFERS = re.compile(r"(?i)\W*(?:it|its|he|his|she|her|they|their|this|that|these|those|because)\b")


def is_bold_title(line: str) -> bool:
    """Whether ``line`` is a few bold words without a verb, a number or a full stop."""
    found = BOLD.fullmatch(line)
    return found is not None and bool(_WORDS.fullmatch(found["words"]))


def is_page_title(words: str) -> bool:
    """Whether the words of a link may be the title of a page: a few, with no verb, figure or full stop."""
    return bool(_PAGE.fullmatch(words))


def is_plain_title(line: str) -> bool:
    """Whether ``line`` is a few words that name an aspect, and assert nothing of it."""
    shape = _PLAIN if " " in line else _ONE_WORD
    return line[:1].isupper() and bool(shape.fullmatch(line) and _WORDS.fullmatch(line))


def is_spoken_of(title: str, below: str) -> bool:
    """Whether the text ``below`` a line says more of it, as it does below an answer: by a pronoun, or by
    all of its words.
    """
    if _REFERS.match(below):
        return True
    own = {term.stem for term in content_terms(title, "en")}
    return own <= {term.stem for term in content_terms(below, "en")}
