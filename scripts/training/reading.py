"""Examples for the reader: questions, and passages that answer them, or nearly do."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s

from attrib.attribution.details.found import find
from attrib.text.passages import context
from attrib.text.sentences import split_sentences
from training.perturb import change
from training.sets import read

HELD_OUT_SQUAD = 1 / 3
"""Share of SQuAD2's articles that is kept out of the training, with XQuAD's questions about them."""
QUARTER = 4
"""One in so many of XQuAD's other articles, and of HotpotQA's questions, is kept out too."""
NEIGHBOURS = 12
"""Passages that BM25 finds for a question and that a false one is drawn from."""
_TAG = re.compile(r"<[^<>]*>")
_UNFIT = ("negation", "role")
"""Changes that rarely make a question of a question."""


@dataclass(frozen=True, slots=True)
class QuestionExample:
    """A question and a passage; None where nobody knows."""

    question: str
    passage: str
    source: str
    relevant: bool | None
    answerable: bool | None
    answer: tuple[int, int] | None = None
    """Offsets into the passage."""


def is_held_out(title: str, squad: Collection[str]) -> bool:
    """Whether the article is kept out; ``squad`` are the plain titles of SQuAD2's articles.

    Its own title decides, whatever other articles the data has: a reader is measured on other data
    than it was trained on.
    """
    number = _number(plain(title))
    return number < 2**32 * HELD_OUT_SQUAD if plain(title) in squad else number % QUARTER == 0


def is_held_out_question(row: dict[str, Any]) -> bool:
    return _number(row["qid"]) % QUARTER == 0


def plain(title: str) -> str:
    return title.replace("_", " ").casefold()


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def question_examples(data: Path, rng: random.Random, unlabelled: int = 0) -> list[QuestionExample]:
    """All examples, shuffled; nothing of what is held out.

    With each question come ``unlabelled`` near passages of which nothing is known, for a teacher.
    """
    rows, swapped = training_rows(data)
    hops = [row for row in read(data / "qa_hotpot_dev.jsonl.gz") if not is_held_out_question(row)]
    names = sorted({d.text for row in rows for d in find(row["context"]).names})
    made: list[QuestionExample] = []
    for group, kind in ((rows, "squad"), (swapped, "nqswap")):
        near = _Neighbours({row["context"]: _title(row) for row in group})
        for row in group:
            made.extend(_of_row(row, kind, near, names, rng))
            made.extend(
                QuestionExample(row["question"], text, f"{kind}-near", None, None)
                for text in near.some(row["question"], row["context"], unlabelled, rng)
            )
    for row in hops:
        made.extend(_of_hops(row, rng))
    made.extend(_of_sentences(data, rng))
    rng.shuffle(made)
    return made


def training_rows(data: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those of SQuAD and XQuAD about articles that are not held out, and those of NQ-Swap."""
    squad2 = list(read(data / "qa_squad2_dev.jsonl.gz"))
    titles = {plain(row["doc_title"]) for row in squad2}
    rows = [
        row
        for row in (*squad2, *read(data / "qa_xquad_dev.jsonl.gz"))
        if not is_held_out(row["doc_title"], titles)
    ]
    rows += read(data / "qa_squad1_train.jsonl.gz")
    return rows, [_without_tags(row) for row in read(data / "qa_nqswap_train.jsonl.gz")]


def _of_row(
    row: dict[str, Any], kind: str, near: _Neighbours, names: Sequence[str], rng: random.Random
) -> Iterator[QuestionExample]:
    question, passage, title = row["question"], row["context"], _title(row)
    answerable = row.get("answerable", True)
    answers = row["answers"]
    whole = _placed(question, title, passage, row, kind, answerable)
    if whole is None:
        return
    yield whole
    if answerable and rng.random() < 0.5:
        yield from _cropped(row, kind, title, rng)
    if answerable and rng.random() < 0.35:
        made = change(question, passage, names, rng)
        if made and made.kind not in _UNFIT:
            yield QuestionExample(
                made.apply(question), whole.passage, f"{kind}-swapped", True, False
            )
    other = near.other(question, passage, answers if answerable else (), rng)
    if other:
        yield QuestionExample(question, other, f"{kind}-neighbour", False, False)


def _placed(
    question: str, title: str, passage: str, row: dict[str, Any], kind: str, answerable: bool
) -> QuestionExample | None:
    """The passage under its title, with the place of the answer; None where it is not in it."""
    text = context(title, (), passage)
    if not answerable:
        return QuestionExample(question, text, f"{kind}-unanswerable", True, False)
    at = _place(passage, row)
    if at is None:
        return None
    by = len(text) - len(passage)
    return QuestionExample(question, text, kind, True, True, (at[0] + by, at[1] + by))


def _place(passage: str, row: dict[str, Any]) -> tuple[int, int] | None:
    """Where the answer stands: inside the gold evidence where that is known and in the passage."""
    places = [passage.find(e) for e in row.get("evidence") or ()]
    for answer in row["answers"]:
        for start in [p for p in places if p >= 0] or [0]:
            at = passage.find(answer, start)
            if at >= 0:
                return at, at + len(answer)
    return None


def _cropped(
    row: dict[str, Any], kind: str, title: str, rng: random.Random
) -> Iterator[QuestionExample]:
    """Some sentences around the answer, and the passage without the sentence that holds it."""
    passage = row["context"]
    at = _place(passage, row)
    spans = split_sentences(passage)
    holding = [i for i, span in enumerate(spans) if at and span.start <= at[0] < span.end]
    if not holding or len(spans) < 3:
        return
    where = holding[0]
    first = max(0, where - rng.randrange(3))
    last = min(len(spans) - 1, where + rng.randrange(3))
    window = passage[spans[first].start : spans[last].end]
    cut = _placed(row["question"], title, window, row, f"{kind}-window", True)
    if cut:
        yield cut
    rest = " ".join(passage[s.start : s.end] for i, s in enumerate(spans) if i != where)
    if not any(answer in rest for answer in row["answers"]):
        text = context(title, (), rest)
        yield QuestionExample(row["question"], text, f"{kind}-gap", True, False)


def _of_hops(row: dict[str, Any], rng: random.Random) -> Iterator[QuestionExample]:
    """Two of ten paragraphs are needed; the answer's own is not known to answer alone."""
    gold = set(row["evidence"])
    answer = row["answers"][0]
    for doc in row["docs"]:
        passage = "".join(doc["sentences"]).strip()
        needed = any(sentence.strip() in gold for sentence in doc["sentences"])
        text = context(doc["title"], (), passage)
        by = len(text) - len(passage)
        at = passage.find(answer)
        if needed and at >= 0:
            span = (at + by, at + by + len(answer))
            yield QuestionExample(row["question"], text, "hotpot", True, None, span)
        elif needed:
            yield QuestionExample(row["question"], text, "hotpot", True, None)
        elif at < 0 and rng.random() < 0.6:
            yield QuestionExample(row["question"], text, "hotpot-other", False, False)


def _of_sentences(data: Path, rng: random.Random) -> Iterator[QuestionExample]:
    """Sentences that do or do not answer a question, as people judged them."""
    for row in read(data / "rank_wikiqa.jsonl.gz"):
        if row["split"] != "train":
            continue
        right = bool(row["label"])
        if right or rng.random() < 0.15:
            yield QuestionExample(row["question"], row["passage"], "wikiqa", right, right)


class _Neighbours:
    """The passages of a set, and what BM25 finds among them."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._titles = titles
        self._passages = list(titles)
        self._index = bm25s.BM25()
        tokens = bm25s.tokenize(self._passages, stopwords="en", show_progress=False)
        self._index.index(tokens, show_progress=False)

    def other(
        self, question: str, own: str, answers: Iterable[str], rng: random.Random
    ) -> str | None:
        """A near passage, under its title, that is not the question's own and holds no answer."""
        fits = [p for p in self._near(question, own) if not any(a in p for a in answers)]
        return self._titled(rng.choice(fits)) if fits else None

    def some(self, question: str, own: str, count: int, rng: random.Random) -> list[str]:
        """``count`` near passages, under their titles, that are not the question's own."""
        if not count:
            return []
        found = self._near(question, own)
        return [self._titled(p) for p in rng.sample(found, min(count, len(found)))]

    def _near(self, question: str, own: str) -> list[str]:
        tokens = bm25s.tokenize([question], stopwords="en", show_progress=False)
        k = min(NEIGHBOURS, len(self._passages))
        found, _ = self._index.retrieve(tokens, k=k, show_progress=False)
        return [self._passages[i] for i in found[0] if self._passages[i] != own]

    def _titled(self, passage: str) -> str:
        return context(self._titles[passage], (), passage)


def _title(row: dict[str, Any]) -> str:
    return str(row.get("doc_title") or "").replace("_", " ")


def _without_tags(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a set whose passages are marked up."""
    return {**row, "context": " ".join(_TAG.sub(" ", row["context"]).split())}
