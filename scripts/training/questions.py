"""Examples from questions with known answers, and from claims whose unsupported words are known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrib.attribution.details.found import find
from attrib.text.sentences import split_sentences
from training.example import NOT_OR_CONTRADICTED, SUPPORTED, Example
from training.sets import read

AROUND = 2
"""Most sentences on either side of the one with the answer."""


def question_claims(data: Path, count: int, rng: random.Random) -> list[Example]:
    """Claims that are question and answer: with the answer, and with another name or number instead."""
    rows = [
        row
        for name in ("qa_squad1_train", "qa_nqswap_train")
        for row in read(data / f"{name}.jsonl.gz")
    ]
    rng.shuffle(rows)
    examples: list[Example] = []
    for row in rows:
        examples.extend(_answers(row, rng))
        if len(examples) >= count:
            break
    return examples


def _answers(row: dict[str, Any], rng: random.Random) -> Iterator[Example]:
    context, answer = row["context"], row["answers"][0]
    sentences = split_sentences(context)
    at = context.find(answer)
    places = [i for i, span in enumerate(sentences) if span.start <= at < span.end]
    if at < 0 or not places:
        return
    window = sentences[max(0, places[0] - rng.randrange(AROUND + 1)) :][: 2 * AROUND + 1]
    if sentences[places[0]] not in window:
        return
    start, end = window[0].start, window[-1].end
    premise = context[start:end]
    held = sentences[places[0]]
    evidence = ((held.start - start, held.end - start),)
    question = row["question"].rstrip()
    yield Example(f"{question} {answer}", premise, SUPPORTED, "question", evidence, ())
    found = find(premise)
    kind = found.numbers + found.dates if any(c.isdigit() for c in answer) else found.names
    others = [d.text for d in kind if not _alike(d.text, row["answers"], question)]
    if others:
        other = rng.choice(others)
        where = (len(question) + 1, len(question) + 1 + len(other))
        yield Example(
            f"{question} {other}", premise, NOT_OR_CONTRADICTED, "question", None, (where,)
        )


def _alike(text: str, answers: list[str], question: str) -> bool:
    words = set(text.casefold().split())
    return bool(words & set(" ".join(answers).casefold().split())) or (
        text.casefold() in question.casefold()
    )


def web_claims(data: Path, times: int, rng: random.Random) -> list[Example]:
    """The WiCE training claims, each with its supporting sentences among others of the page."""
    examples = []
    for row in read(data / "wice_tokens_train.jsonl.gz"):
        for _ in range(times):
            gold = set(
                rng.choice(row["supporting_sentences"]) if row["supporting_sentences"] else []
            )
            page = range(len(row["evidence"]))
            near = {i + d for i in gold for d in (-1, 1) if rng.random() < 0.4}
            more = {rng.choice(page) for _ in range(rng.randrange(4))}
            chosen = sorted((gold | near | more) & set(page))
            premise, evidence = "", []
            for i in chosen:
                if i in gold:
                    evidence.append((len(premise), len(premise) + len(row["evidence"][i])))
                premise += row["evidence"][i] + " "
            claim, spans = "", []
            for token, missing in zip(row["claim_tokens"], row["non_supported_spans"], strict=True):
                if missing:
                    spans.append((len(claim), len(claim) + len(token)))
                claim += token + " "
            label = NOT_OR_CONTRADICTED if spans else SUPPORTED
            examples.append(
                Example(
                    claim.rstrip(), premise.rstrip(), label, "wice", tuple(evidence), tuple(spans)
                )
            )
    return examples
