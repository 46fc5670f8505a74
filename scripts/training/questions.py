"""Examples from questions with known answers, and from claims whose unsupported words are known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrib.attribution.details.found import find
from attrib.text.sentences import split_sentences
from attrib.text.stopwords import STOPWORDS
from attrib.text.words import Word, words
from training.example import NOT_OR_CONTRADICTED, SUPPORTED, Example
from training.reading import training_rows
from training.sets import read

AROUND = 2
"""Most sentences on either side of the one with the answer."""
LONGEST = 4
"""Words of a phrase that is taken for a false answer."""


def question_claims(data: Path, count: int, rng: random.Random) -> list[Example]:
    """Claims that are question and answer: with the answer, with another detail of its kind or other
    words of the passage instead, and beside sentences that do not hold it.
    """
    rows = [row for some in training_rows(data) for row in some if row["answers"]]
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
    right = as_said(answer, rng)
    yield Example(f"{question} {right}", premise, SUPPORTED, "question", evidence, ())
    for fit in false_answers(row, premise).values():
        if fit:
            yield _false(question, as_said(rng.choice(fit), rng), premise)
    rest = " ".join(context[span.start : span.end] for span in window if span != held)
    if rest and not any(one.casefold() in rest.casefold() for one in row["answers"]):
        yield _false(question, right, rest)


def false_answers(row: dict[str, Any], premise: str) -> dict[str, list[str]]:
    """What ``premise`` says that is none of the row's answers: details of their kind, and other phrases."""
    found = find(premise)
    numeric = any(c.isdigit() for c in row["answers"][0])
    details = [d.text for d in (found.numbers + found.dates if numeric else found.names)]
    return {
        kind: [text for text in texts if not _alike(text, row["answers"], row["question"])]
        for kind, texts in (("another detail", details), ("another phrase", phrases(premise)))
    }


def _false(question: str, answer: str, premise: str) -> Example:
    where = (len(question) + 1, len(question) + 1 + len(answer))
    claim = f"{question} {answer}"
    return Example(claim, premise, NOT_OR_CONTRADICTED, "question", None, (where,))


def as_said(answer: str, rng: random.Random) -> str:
    """``answer`` as it stands, or as a sentence: "1874", "1874.", "The answer is 1874."."""
    end = "" if answer[-1:] in ".!?" else "."
    sentence = f"{answer[:1].upper()}{answer[1:]}{end}"
    led = f"{rng.choice(['The answer is', 'It is', 'It was'])} {answer}{end}"
    return rng.choice([answer, answer, sentence, led])


def phrases(text: str) -> list[str]:
    """Runs of content words of ``text`` that nothing but a space parts, of at most LONGEST."""
    runs: list[list[Word]] = [[]]
    for word in words(text):
        if word.text.casefold() in STOPWORDS["en"]:
            runs.append([])
            continue
        if runs[-1] and text[runs[-1][-1].end : word.start] != " ":
            runs.append([])
        runs[-1].append(word)
    return [text[run[0].start : run[-1].end] for run in runs if 0 < len(run) <= LONGEST]


def _alike(text: str, answers: list[str], question: str) -> bool:
    own = set(text.casefold().split())
    return bool(own & set(" ".join(answers).casefold().split())) or (
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
