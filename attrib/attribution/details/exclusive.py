"""Exclusive claims: "only the mill closed", where the source says that it closed, and of nothing that
it is the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.attribution.details.detail import Conflict
from attrib.attribution.details.layout import Layout
from attrib.types import Span

COVERED = 0.7
"""A sentence that holds this share of the claim's content words speaks of the same thing."""

# "Only 5%", "only the fifth", "only after that" say how little or how late, and exclude nothing.
_ONLY = re.compile(
    r"(?<!not )(?<!the )\b(?:only|solely|exclusively|nothing but)\b"
    r"(?!\s+(?:the\s+)?(?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|dozen|half|about|around"
    r"|after|when|if|until|since|because|recently|once|slightly|partly|partially|last|few"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|in)\b))"
    r"|\bthe only\b(?!\s+(?:two|three)\b)",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:only|sole|solely|exclusive\w*|alone|just|merely|mere|except\w*|unless|other than|limited"
    r"|limits?|restrict\w*|confined|single|one|unique\w*|but|not|none|no|nothing|nobody|all|entirely|purely"
    r"|simply|lone|without|first|any other|nowhere)\b",
    re.IGNORECASE,
)


def exclusive_conflicts(claim: Layout, evidence: Layout) -> Iterator[Conflict]:
    """The "only" of ``claim``, where a sentence of ``evidence`` says the rest and nothing in it excludes
    anything.
    """
    only = _ONLY.search(claim.text)
    if not only or _EXCLUDES.search(evidence.text):
        return
    stems = {term.stem for term in claim.terms}
    for sentence in evidence.sentences:
        said = {term.stem for term in evidence.terms_in(*sentence)}
        if len(stems & said) >= COVERED * len(stems):
            text = only[0]
            message = f"the source does not say “{text}”"
            yield Conflict("exclusive", Span(*only.span()), text, None, message)
            return
