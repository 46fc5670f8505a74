"""Short answers to questions beside paragraphs that no training saw: right ones, and three false kinds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from training.example import NOT_OR_CONTRADICTED, SHORT, SUPPORTED
from training.heldout import Item, key_of, sentences_of
from training.questions import as_said, false_answers
from training.reading import is_held_out, plain
from training.sets import read

from attrib.attribution.scorer import Pair

TRUE = "right"
ELSEWHERE = "right, beside another paragraph of the article"
MOST = 500
"""Questions taken."""


def short_answers(data: Path) -> list[Item]:
    """SQuAD2's answerable questions about articles that are held out, with paragraphs of more than SHORT
    sentences: the subset says what the answer is, and the group which paragraph it stands beside.
    """
    squad = list(read(data / "qa_squad2_dev.jsonl.gz"))
    titles = {plain(row["doc_title"]) for row in squad}
    held_out = [
        row
        for row in squad
        if is_held_out(row["doc_title"], titles) and len(sentences_of(row["context"])) > SHORT
    ]
    paragraphs: dict[str, list[str]] = {}
    for row in held_out:
        own = paragraphs.setdefault(row["doc_title"], [])
        if row["context"] not in own:
            own.append(row["context"])
    rng = random.Random(0)
    rows = [row for row in held_out if row["answers"] and row["answerable"]]
    chosen = rng.sample(rows, min(MOST, len(rows)))
    return [item for row in chosen for item in _of(row, paragraphs[row["doc_title"]], rng)]


def _of(row: dict[str, Any], paragraphs: list[str], rng: random.Random) -> list[Item]:
    context = row["context"]
    made = [_item(row, row["answers"][0], context, TRUE, rng)]
    for kind, others in false_answers(row, context).items():
        if others:
            made.append(_item(row, rng.choice(others), context, kind, rng))
    elsewhere = [
        text
        for text in paragraphs
        if not any(one.casefold() in text.casefold() for one in row["answers"])
    ]
    if elsewhere:
        made.append(_item(row, row["answers"][0], rng.choice(elsewhere), ELSEWHERE, rng))
    return made


def _item(row: dict[str, Any], answer: str, context: str, kind: str, rng: random.Random) -> Item:
    question, said = row["question"].strip(), as_said(answer, rng)
    return Item(
        Pair(f"{question} {said}", sentences_of(context), lead=len(question) + 1),
        SUPPORTED if kind == TRUE else NOT_OR_CONTRADICTED,
        kind, context, key_of(question, said, context),
    )  # fmt: skip
