"""Certainty: what the source says may be, is planned or is alleged, and the claim says is so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.attribution.details.detail import Conflict
from attrib.attribution.details.layout import Layout
from attrib.text.words import Term
from attrib.types import Span

COVERED = 0.7
"""A sentence that holds this share of the claim's content words speaks of the same thing."""
SUPPOSED = 0.8
"""What is supposed has to hold this share of what the claim asserts: its verb and what follows."""
FEWEST, MOST = 3, 100
"""Content words that a claim has: of fewer too many sentences speak, and more are no sentence."""

# "May" also permits, and tells what happens now and then: only of effects and of the past it doubts.
_HEDGE = re.compile(
    r"\b(?:(?-i:may|might|could) (?:also )?(?=(?:reduc|increas|improv|prevent|protect|lower|rais|caus|lead"
    r"|contribut|affect|trigger|slow|harm|benefit|worsen|delay|cur|treat)es?\b)"
    r"|(?-i:may|might|could) (?:not )?have (?:been )?|might (?!of )(?:be |have been )?"
    r"|allegedly|reportedly"
    r"|(?:is|are|was|were) (?:\w+ly )?(?:alleged|suspected|rumou?red|believed|thought|said|reported) to have"
    r" (?:been )?"
    r"|(?:suspect|hypothesi[sz]e|speculate)(?:s|d|ed)? that"
    r"|(?P<plan>(?<!their )(?<!its )(?<!the )(?<!his )(?<!her )"
    r"(?:plan|propose)(?:s|d|ned)? (?:to (?:be )?|(?=\w+ing\b))"
    r"|(?:is|was|are|were) (?:expected|scheduled|due|planned) to (?:be )?"
    r"|consider(?:s|ed|ing)? (?:whether to |(?=\w+ing\b))))",
    re.IGNORECASE,
)
# A claim with one of these says itself that it is not certain, or asserts something else.
_GUARDED = re.compile(
    r"\b(?:can|may|might|could|would|should|must|will|if|whether|not|never|no|some|sometimes|often|usually"
    r"|typically|generally|possib\w+|potential\w*|perhaps|maybe|probabl\w+|presum\w+|apparent\w*|arguabl\w+"
    r"|likel\w+|unlikely|unknown|uncertain|doubt\w*|disput\w+|alleg\w+|report\w*|suppos\w+|tentativ\w+"
    r"|suspect\w*|suspicio\w+|rumou?r\w*|belie[fv]\w*|thought|thinks?|expect\w*|schedul\w+|plan(?:s|ned|ning)?"
    r"|project\w*|assum\w+|said|says?|argue\w*|estimat\w+|predict\w*|forecast\w*|anticipat\w+|inten[dt]\w*|hop(?:es?|ed|ing)"
    r"|aim\w*|goal|propos\w+|recommend\w*|call(?:s|ed) for|wants?|wanted|threat\w*|warn\w*|offer\w*|promis\w+"
    r"|pledg\w+|vow\w*|consider\w*|discuss\w*|hypothes\w+|speculat\w+|suggest\w*|appear(?:s|ed|ing)?|seem\w*"
    r"|claim\w*|accord\w+|accus\w+|charged|attribut\w+|regard\w*|link\w*|associat\w+|at risk"
    r"|a risk|risk that|chances?|attempt\w*|tr(?:y|ies|ied|ying)|seek\w*|sought|able|up to"
    r"|used to|about to|due to|set to|going to|hold|holds|fear\w*|faces?|occasional\w*"
    r"|(?:is|are|was|were) to|ask\w*|announc\w+|target\w*)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:has|have|had|was|were)\s(?:been\s|\w+ly\s)?$", re.IGNORECASE)
_ENDS = re.compile(
    r"[;)\]]|\b(?:but|although|though|while|whereas|however)\b|, (?:and|which|who)\b", re.IGNORECASE
)


def certainty_conflicts(claim: Layout, evidence: Layout) -> Iterator[Conflict]:
    """What ``claim`` asserts and every sentence of ``evidence`` that speaks of it only supposes."""
    stems = {term.stem for term in claim.terms}
    if (
        not FEWEST <= len(stems) <= MOST
        or _GUARDED.search(claim.text)
        or not _HEDGE.search(evidence.text)
    ):
        return
    found: Conflict | None = None
    for sentence in evidence.sentences:
        said = {term.stem for term in evidence.terms_in(*sentence)}
        if sum(_any_like(stem, said) for stem in stems) < COVERED * len(stems):
            continue
        supposed = _supposed(claim, evidence, sentence)
        if not supposed:
            return
        found = found or supposed
    if found:
        yield found


def _supposed(claim: Layout, evidence: Layout, sentence: Span) -> Conflict | None:
    """The first hedge of ``sentence`` after which stands what the claim asserts."""
    for hedge in _HEDGE.finditer(evidence.text, *sentence):
        end = _ENDS.search(evidence.text, hedge.end(), sentence.end)
        scope = evidence.terms_in(hedge.end(), end.start() if end else sentence.end)
        own = next((t for t in claim.terms if scope and _are_alike(t.stem, scope[0].stem)), None)
        if not own or (hedge["plan"] and not _is_past(claim, own)):
            continue
        stems = {term.stem for term in scope}
        asserted = [term.stem for term in claim.terms if term.span.start >= own.span.start]
        numbers = [term.stem for term in claim.terms if term.stem[:1].isdigit()]
        held = sum(_any_like(stem, stems) for stem in asserted)
        if held >= SUPPOSED * len(asserted) and stems.issuperset(numbers):
            return _conflict(claim, own, evidence.text[hedge.start() : scope[0].span.end])
    return None


def _is_past(claim: Layout, own: Term) -> bool:
    """Whether the claim says that it was done."""
    start, end = own.span
    done = claim.text[start:end].endswith("ed")
    return done or bool(_PAST.search(claim.text[max(0, start - 24) : start]))


def _conflict(claim: Layout, own: Term, hedged: str) -> Conflict:
    text = claim.text[slice(*own.span)]
    message = f"the answer says “{text}”, the source “{hedged}”"
    return Conflict("certainty", own.span, text, hedged, message)


def _any_like(stem: str, others: set[str]) -> bool:
    return stem in others or any(_are_alike(stem, other) for other in others)


def _are_alike(one: str, two: str) -> bool:
    """Whether they are forms of one word: "stole" and "stolen", which no stemmer makes the same."""
    if one == two:
        return True
    least = max(4, 0.6 * max(len(one), len(two)))
    return min(len(one), len(two)) >= least and one[: round(least)] == two[: round(least)]
