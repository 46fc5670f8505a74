"""Claims of two statements: both carried, or one of them not. Answers are full of them, and what is
carried in half looks much like what is carried.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from attrib.attribution.details.found import find
from attrib.text.sentences import split_sentences
from training.example import NOT_OR_CONTRADICTED, SUPPORTED, Example
from training.perturb import change
from training.rewrite import rewrite
from training.rounds import rounds

JOINTS = (", and ", " and ", "; ", ", while ", ". ")
LOWERED = frozenset("The A An In It He She They This These Its His Her Their At On By From".split())
SHORTEST, LONGEST = 5, 28
"""Words of a statement."""


def compound_claims(passages: Sequence[str], count: int, rng: random.Random) -> Iterator[Example]:
    """At most ``count`` examples: of each premise a claim that it carries and one that it does not."""
    split = [_sentences(text) for text in passages]
    split = [sentences for sentences in split if len(sentences) >= 3]
    names = sorted({d.text for s in split for d in find(" ".join(s[:3])).names if len(d.text) > 3})

    def one() -> Iterator[Iterator[Example]]:
        for sentences in rng.sample(split, len(split)):
            yield _pair(sentences, rng.choice(split), names, rng)

    return rounds(one, count)


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


def _pair(
    sentences: list[str], others: list[str], names: Sequence[str], rng: random.Random
) -> Iterator[Example]:
    first = rng.randrange(len(sentences) - 2)
    window = sentences[first : first + rng.randrange(3, 6)]
    usable = [i for i, s in enumerate(window) if SHORTEST <= len(s.split()) <= LONGEST]
    if len(usable) < 2:
        return
    one, two = rng.sample(usable, 2)
    parts = [rewrite(window[i], rng) if rng.random() < 0.6 else window[i] for i in (one, two)]
    joint = rng.choice(JOINTS)
    claim, places = _joined(parts, joint)
    premise, spans = _premise(window)
    yield Example(claim, premise, SUPPORTED, "compound", (spans[one], spans[two]), ())
    which = rng.randrange(2)
    chance = rng.random()
    if chance < 0.4:
        made = change(parts[which], " ".join(window), names, rng)
        if made is None:
            return
        parts[which] = made.apply(parts[which])
        false, places = _joined(parts, joint)
        shift = places[which][0]
        wrong = (made.changed[0] + shift, made.changed[1] + shift)
        yield Example(
            false, premise, NOT_OR_CONTRADICTED, f"compound-{made.kind}",
            (spans[one], spans[two]), (wrong,),
        )  # fmt: skip
    elif chance < 0.7:  # the source says nothing of it
        strangers = [s for s in others if SHORTEST <= len(s.split()) <= LONGEST]
        if not strangers:
            return
        parts[which] = rng.choice(strangers)
        false, places = _joined(parts, joint)
        kept = spans[(one, two)[1 - which]]
        yield Example(
            false, premise, NOT_OR_CONTRADICTED, "compound-stranger", (kept,), (places[which],)
        )
    else:  # the sentence that said it is not there
        gone = (one, two)[which]
        premise, spans = _premise([s for i, s in enumerate(window) if i != gone])
        other = (one, two)[1 - which]
        kept = spans[other - (other > gone)]
        yield Example(
            claim, premise, NOT_OR_CONTRADICTED, "compound-gone", (kept,), (places[which],)
        )


def _joined(parts: Sequence[str], joint: str) -> tuple[str, list[tuple[int, int]]]:
    """The claim, and where its parts stand in it."""
    head = parts[0].rstrip(" .")
    tail = parts[1]
    opening = tail.split(" ", 1)[0]
    if joint != ". " and opening in LOWERED:
        tail = tail[0].lower() + tail[1:]
    start = len(head) + len(joint)
    return head + joint + tail, [(0, len(head)), (start, start + len(tail))]


def _premise(sentences: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, spans
