"""Exchanges: who does something and to whom it is done, or what is compared with what, the other way
round ("the tenants sued the landlord" for "the landlord sued the tenants").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attrib.attribution.details.cues import Cue, is_cue_word, is_denied
from attrib.attribution.details.detail import Conflict
from attrib.attribution.details.layout import Layout
from attrib.text.words import Term, Word
from attrib.types import Span

REACH = 4
"""Most content words on either side of a verb that are taken for its subject and its object."""
COVERED = 0.75
"""Share of the claim's content words that the sentence has to hold which says it the other way round."""
MOST = 50
"""Only so many verbs and comparisons of a text are held against each other: a passage has fewer."""
NEAR = 200
"""Characters on either side of a verb in which its subject and its object stand."""
DEGREE = 2
"""Most content words between "more" and "than"."""

# Verbs that say something else when subject and object change places; forms that are nouns as well
# are left out.
_VERBS = {
    form: forms.split()[0]
    for forms in """
    acquired acquires acquire acquiring | bought buys buy buying | sold sells sell selling
    | sued sues sue suing | beat beats beaten | defeated defeats defeating | dismissed dismisses dismiss
    | hired hires hiring | appointed appoints appoint | succeeded succeeds | replaced replaces replace
    | preceded precedes precede | taught teaches teach | trained | lent lends lend | owes owed owe
    | paid pays | supplied | delivered delivers deliver | killed kills kill | attacked
    | invaded invades invade | conquered conquers conquer | rescued rescues | saved saves
    | criticised criticises criticise criticized criticizes criticize | praised praises
    | accused accuses accuse | blamed blames | arrested arrests | betrayed betrays betray
    | painted paints | photographed | portrayed portrays portray | interviewed | quoted | cited cites
    | influenced | inspired inspires inspire | caused | triggered | led leads | produced produces
    | contained contains contain | exceeded exceeds exceed | outnumbered outnumbers outnumber
    | outperformed outperforms outperform | overtook overtakes overtake overtaken
    | surpassed surpasses surpass | owned owns | deposed deposes depose | overthrew overthrown | elected
    | nominated nominates nominate | employed employs employ | sponsored | funded | financed
    | invited invites invite | ate eats eat eaten | hunted | infected infects infect
    | inhibited inhibits inhibit | activated activates activate | blocked | represented represents represent
    | defended defends defend | prosecuted prosecutes prosecute | warned warns warn
    | governed governs govern | annexed annexes annex | absorbed absorbs absorb | orbited
    | surrounded surrounds surround | raised raises | outlived outlives outlive | murdered
    | assassinated assassinates assassinate | robbed robs rob | cheated | evicted evicts evict
    | adopted adopts adopt | translated translates translate | reviewed | edited edits
    """.split("|")
    for form in forms.split()
}
_COMPARATIVE = re.compile(r"[a-z]{2,}er|more|less|worse", re.IGNORECASE)
# What may stand between a verb and its subject or object: a verb with a preposition after it may be a
# participle ("bricks produced for export").
_SUBJECT = re.compile(
    r"\s(?:(?:has|have|had|will|would|did|does|also|later|then|once|\w+ly)\s){0,2}", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\s(?:(?:(?:has|have|had|will|would|is|are|was|were|be|been|being|also|later|\w+ly)\s){1,3})?",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset("within without throughout across along among toward towards".split())
_DETERMINER = r"(?:(?:the|an?|its|their|his|her|our|this|that|these|those)\s)?"
_OBJECT = re.compile(rf"\s{_DETERMINER}", re.IGNORECASE)
_AGENT = re.compile(rf"\sby\s{_DETERMINER}", re.IGNORECASE)
_TO = re.compile(rf"\sto\s{_DETERMINER}", re.IGNORECASE)
_LATER_BY = re.compile(r"\bby\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:\b(?:not|no|never)|n['’]t)\s$", re.IGNORECASE)
_THAN = re.compile(r"\bthan\s", re.IGNORECASE)


class _Act(NamedTuple):
    """A verb with who does and who suffers it, or a comparison with its two sides."""

    word: str
    span: Span
    first: frozenset[str]
    second: frozenset[str]
    nearest: tuple[frozenset[str], frozenset[str]]
    """What of either side is looked for on the other."""
    whole: Span
    """What is quoted of it."""
    compares: bool


def exchange_conflicts(
    claim: Layout, own: Sequence[Cue], evidence: Layout, others: Sequence[Cue]
) -> Iterator[Conflict]:
    """Where ``claim`` has the two sides of a verb or a comparison in each other's place."""
    acts = list(islice(_acts(claim, own), MOST))
    said = list(islice(_acts(evidence, others), MOST)) if acts else []
    for act in acts:
        same = [other for other in said if other.word == act.word]
        turned = [
            other
            for other in same
            if all(_stand(act, other.second, other.first)) and _covers(claim, act, evidence, other)
        ]
        # "The eastern shaft of the pit is deeper": what both are of may stand on either side.
        enough = all if act.compares else any
        if turned and not any(enough(_stand(act, other.first, other.second)) for other in same):
            text = claim.text[slice(*act.whole)]
            source = evidence.text[slice(*turned[0].whole)]
            message = f"the answer says “{text}”, the source “{source}”"
            yield Conflict("role", act.span, text, source, message)


def _stand(act: _Act, first: frozenset[str], second: frozenset[str]) -> tuple[bool, bool]:
    """Whether what ``act`` has on its sides is in ``first``, and in ``second``."""
    return bool(act.nearest[0] & first), bool(act.nearest[1] & second)


def _covers(claim: Layout, act: _Act, evidence: Layout, other: _Act) -> bool:
    """Whether the sentence of ``other`` holds what the claim's clause says besides."""
    own = _stems(claim.terms_in(*claim.clause(act.span.start))) | act.second
    own -= _stems(claim.terms_in(*act.span))
    near = evidence.clause if other.compares else evidence.sentence
    said = _stems(evidence.terms_in(*near(other.span.start))) | other.second
    return len(own & said) >= COVERED * len(own)


def _acts(layout: Layout, cues: Sequence[Cue]) -> Iterator[_Act]:
    """The verbs and comparisons of a text that have words on both sides and are not denied."""
    compares = "than" in layout.folded
    for word in layout.words:
        verb = _VERBS.get(word.text.lower())
        if verb:
            act = _of_verb(layout, word, verb)
        elif compares and _COMPARATIVE.fullmatch(word.text):
            act = _of_comparison(layout, word)
        else:
            continue
        denied = is_denied(cues, word.start) or _DENIED.search(
            layout.text[max(0, word.start - 8) : word.start]
        )
        if act and act.first and act.second and not denied:
            yield act


def _of_verb(layout: Layout, word: Word, verb: str) -> _Act | None:
    """Active or, with "by", passive, where subject and object stand right beside the verb."""
    clause = _near(layout.clause(word.start), word)
    before = layout.terms_in(clause.start, word.start)[-REACH:]
    after = layout.terms_in(word.end, clause.end)[:REACH]
    if not before or not after or after[0].stem in _PREPOSITIONS:
        return None
    left = layout.text[before[-1].span.end : word.start]
    right = layout.text[word.end : after[0].span.start]
    passive = _AGENT.fullmatch(right) and _PASSIVE.fullmatch(left)
    aim = _TO if verb == "led" else _OBJECT
    active = aim.fullmatch(right) and _SUBJECT.fullmatch(left)
    if not passive and (not active or _LATER_BY.search(layout.text, word.end, clause.end)):
        return None
    sides, nearest = [_stems(before), _stems(after)], [_stems(before[-1:]), _stems(after[:1])]
    if passive:
        sides.reverse()
        nearest.reverse()
    whole = _whole(word, before, after)
    return _Act(verb, _span(word), sides[0], sides[1], (nearest[0], nearest[1]), whole, False)


def _of_comparison(layout: Layout, word: Word) -> _Act | None:
    sentence, clause = (
        _near(span, word) for span in (layout.sentence(word.start), layout.clause(word.start))
    )
    than = _THAN.search(layout.text, word.end, sentence.end)
    degree = layout.terms_in(word.end, than.start()) if than else ()
    if not than or len(degree) > DEGREE:
        return None
    before = layout.terms_in(clause.start, word.start)
    after = layout.terms_in(than.end(), min(layout.clause(than.end()).end, sentence.end))[:REACH]
    first, second = _stems(before), _stems(after)
    compared = " ".join([word.text.lower(), *(term.stem for term in degree)])
    # What both sides have ("the western shaft", "the eastern shaft") tells nothing.
    sides = first - second, second - first
    return _Act(compared, _span(word), *sides, sides, _whole(word, before, after), True)


def _near(span: Span, word: Word) -> Span:
    return Span(max(span.start, word.start - NEAR), min(span.end, word.end + NEAR))


def _whole(word: Word, before: Sequence[Term], after: Sequence[Term]) -> Span:
    start = before[0].span.start if before else word.start
    return Span(start, after[-1].span.end if after else word.end)


def _span(word: Word) -> Span:
    return Span(word.start, word.end)


def _stems(terms: Sequence[Term]) -> frozenset[str]:
    return frozenset(term.stem for term in terms if not is_cue_word(term))
