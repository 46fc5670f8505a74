"""Titles that are not marked as headings: a few words in bold, or plain ones, on a line of their own.

What is taken for a title is never judged, and a plain line may as well be the answer ("Paris", "Prices
rose sharply"). So a plain title must name an aspect of something, in English, in one of a few shapes.
"""

from __future__ import annotations

import re

from attrib.text.words import content_terms

BOLD = re.compile(r"[^\w*]*(?P<mark>\*\*|__)(?P<words>[^*]+?)(?P=mark):?")
_WORDS = re.compile(
    r"(?i)(?:\d{1,2}[.)] )?(?!.*\b(?:is|are|was|were|has|have|had|do|does|did|can|will|must|may|not|no"
    r"|yes|ist|sind|war|hat|kann|wird|nicht|kein|ja|nein)\b)[^\W\d][^\s\d]*(?: [^\s\d]+){0,5}(?<![.!?])"
)
# Aspects that a text speaks of. What may be the answer itself ("public transport") is no such word.
_ASPECT = (
    r"(?:hours|times|prices|pricing|fees|charges|rates|costs|requirements|conditions|rules|polic(?:y|ies)"
    r"|procedures?|process|steps|instructions|delivery|returns|refunds|directions|details|information"
    r"|overview|summary|introduction|background|history|conclusions?|notes|recommendations|takeaways"
    r"|facts|findings|features|specifications|benefits|advantages|disadvantages|drawbacks|limitations"
    r"|exceptions|eligibility|options|differences|similarities|considerations|points|thoughts)"
)
# Words before an aspect that make an answer of it: "free delivery", "two steps", "rising costs", and
# what may be a verb: "covers delivery", "waived fees".
_ANSWERING = (
    r"(?:an?|the|this|that|these|those|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|sixty|hundred|thousand|many|few|several|some|any|all|both|each|every"
    r"|more|less|most|fewer|other|free|full|half|double|flat|high|low|higher|lower|good|poor|better|worse"
    r"|lack|only|same|new|old|extra|without|with|in|on|at|by|from|for|to|after|before|until|within"
    r"|paid|cut|rose|fell|gave|got|made|sold|bought|took|kept|lost|set|low-cost"
    r"|\w+s|\w+ed|(?!opening|visiting|working|shipping|booking|parking|heating|building|training)\w+ing)"
)
_WORD = rf"(?!{_ANSWERING}\b)[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_PLAIN = re.compile(
    rf"(?i)(?:{_WORD} )?(?:{_WORD} (?:and|or|&) )?{_ASPECT}"
    rf"(?: (?:and|or|&) {_ASPECT})?(?: (?:of|for|in|at) (?:(?:the|an?|our|your) )?[^\W\d_]+)?"
    r"|(?:how|what|where|when) to [^\W\d_]+(?: [^\W\d_]+){0,3}"
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
