"""The parts of the table: each makes its lines from the development data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.example import CONTRADICTED, NOT_OR_CONTRADICTED, SUPPORTED
from training.heldout import (
    Item,
    attributionbench,
    detail_items,
    held_out_rows,
    items,
    long_detail_items,
    sentences_of,
    symmetric_pairs,
    web_claims,
    web_tokens,
)

from attrib.attribution.baseline import best_window
from attrib.attribution.scorer import Pair, Support, SupportScorer
from attrib.attribution.table_rows import with_units
from attrib.checking import read_documents
from attrib.config import load_settings
from attrib.text.words import words
from evaluation.lines import Line, Measure, auroc, calibration_error, f1, macro_f1, mean
from evaluation.probabilities import probabilities
from evaluation.short_answers import short_answers
from evaluation.three_way import three_way

WRITTEN = Path(__file__).parent / "written.tsv"
"""Kind, whether the source carries the claim, claim, source."""
TABLES = Path(__file__).parent / "tables"
"""Tables, and ``claims.tsv``: table, 1 where it carries the claim, kind, claim. The guard was mended looking
at the tables of even numbers."""
Scorers = Mapping[str, SupportScorer]


def answers(scorers: Scorers, data: Path) -> Iterator[Line]:
    """AttributionBench: combiners and threshold of each fold have not seen its rows; of rows that
    nothing was fitted on, verdicts are those of the scorer.
    """
    rows = attributionbench(data)
    truth = np.array([item.label == SUPPORTED for item in rows])
    subset = np.array([item.subset for item in rows])
    found = {n: probabilities(scorer, rows, data) for n, scorer in scorers.items()}
    f1s = {name: macro_f1(truth, said, subset) for name, (_, said) in found.items()}
    what = f"AttributionBench dev: macro-F1, mean of {len(set(subset))} subsets"
    yield Line(what, len(rows), f1s)
    errors = {name: calibration_error(truth, score) for name, (score, _) in found.items()}
    yield Line("AttributionBench dev: calibration error", len(rows), errors, False)
    for name in sorted(set(subset)):
        own = subset == name
        measures = {n: auroc(truth[own], score[own]) for n, (score, _) in found.items()}
        yield Line(f"AttributionBench dev, {name}: AUROC", int(own.sum()), measures)


def symmetric(scorers: Scorers, data: Path) -> Iterator[Line]:
    pairs = symmetric_pairs(held_out_rows(data))
    yield from _contrast("fever_symmetric, held out", scorers, pairs)


def details(scorers: Scorers, data: Path, count: int = 2000) -> Iterator[Line]:
    yield from _contrast("detail pairs, held-out articles", scorers, detail_items(data, count))


def long_details(scorers: Scorers, data: Path) -> Iterator[Line]:
    yield from _contrast("detail pairs in longer passages", scorers, long_detail_items(data))


def _contrast(what: str, scorers: Scorers, pairs: Sequence[tuple[Item, Item]]) -> Iterator[Line]:
    """Pairs of a true and a false claim on one passage."""
    flat = [item for both in pairs for item in both]
    said = _score(scorers, flat)
    yes = {n: _supported(scorers[n], s).reshape(-1, 2) for n, s in said.items()}
    right = {n: mean(y[:, 0] & ~y[:, 1]) for n, y in yes.items()}
    yield Line(f"{what}: both of the pair right", len(pairs), right)
    caught = {n: mean(~y[:, 1]) for n, y in yes.items()}
    yield Line(f"{what}: false claim caught", len(pairs), caught)
    flagged = {n: mean(~y[:, 0]) for n, y in yes.items()}
    yield Line(f"{what}: true claim flagged", len(pairs), flagged, higher_is_better=False)
    kinds = np.array([both[1].subset for both in pairs])
    for kind in sorted(set(kinds)) if len(set(kinds)) > 1 else ():
        own = kinds == kind
        measures = {n: mean((y[:, 0] & ~y[:, 1])[own]) for n, y in yes.items()}
        yield Line(f"{what}, {kind}: both right", int(own.sum()), measures)
    yield _contradiction(what, scorers, flat, said)


def written(scorers: Scorers, data: Path) -> Iterator[Line]:
    """Pairs written by hand for this table, of sixteen kinds: fifteen true and fifteen false claims
    each, every one beside a source of its own.
    """
    del data
    lines = WRITTEN.read_text(encoding="utf-8").splitlines()
    kinds, labels, claims, sources = zip(*(line.split("\t") for line in lines), strict=True)
    pairs = [Pair(c, sentences_of(s)) for c, s in zip(claims, sources, strict=True)]
    truth = np.array([label == "yes" for label in labels])
    yield from _right("pairs written by hand", scorers, pairs, truth, kinds)


def tabled(scorers: Scorers, data: Path) -> Iterator[Line]:
    """Claims on thirty tables, four true and four false ones on each, written by hand for this table."""
    del data
    lines = (TABLES / "claims.tsv").read_text(encoding="utf-8").splitlines()
    names, labels, _, claims = zip(*(line.split("\t") for line in lines), strict=True)
    rows = {name: _rows(TABLES / f"{name}.csv") for name in dict.fromkeys(names)}
    pairs = [Pair(claim, rows[name]) for name, claim in zip(names, claims, strict=True)]
    halves = ["unseen half" if int(name[1:]) % 2 else "seen half" for name in names]
    truth = np.array([label == "1" for label in labels])
    yield from _right("claims on tables, written by hand", scorers, pairs, truth, halves)


def _rows(path: Path) -> tuple[str, ...]:
    """The rows of a table as attrib reads them."""
    (document,) = read_documents([str(path)], load_settings())
    return tuple(with_units(document.text[b.start : b.end]) for b in document.blocks)


def _right(
    name: str,
    scorers: Scorers,
    pairs: Sequence[Pair],
    truth: NDArray[np.bool_],
    kinds: Sequence[str],
) -> Iterator[Line]:
    """The share of verdicts that are right: of all, of the true, of the false, of each kind."""
    yes = {n: _supported(scorer, scorer.score(pairs)) for n, scorer in scorers.items()}
    for what, own in {
        "right": np.ones(len(pairs), dtype=bool), "true claims right": truth, "false claims right": ~truth,
        **{f"{kind} right": np.array(kinds) == kind for kind in dict.fromkeys(kinds)},
    }.items():  # fmt: skip
        measures = {n: mean((said == truth)[own]) for n, said in yes.items()}
        yield Line(f"{name}: {what}", int(own.sum()), measures)


def replied(scorers: Scorers, data: Path) -> Iterator[Line]:
    """Short answers, read with their question, beside whole paragraphs of held-out articles."""
    what, rows = "short answers beside held-out paragraphs", short_answers(data)
    truth = np.array([item.label == SUPPORTED for item in rows], dtype=bool)
    kinds = np.array([item.subset for item in rows])
    said = _score(scorers, rows)
    measures = {name: auroc(truth, _probabilities(s)) for name, s in said.items()}
    yield Line(f"{what}: AUROC", len(rows), measures)
    yes = {n: _supported(scorers[n], s) for n, s in said.items()}
    for kind in dict.fromkeys(kinds):
        own = kinds == kind
        verdicts = {n: mean((y == truth)[own]) for n, y in yes.items()}
        yield Line(f"{what}: verdict on {kind}", int(own.sum()), verdicts)


def health(scorers: Scorers, data: Path) -> Iterator[Line]:
    rows = [i for i in items(held_out_rows(data)) if i.subset == "healthver"]
    yield _contradiction("healthver, held out", scorers, rows, _score(scorers, rows))


def low(scorers: Scorers, data: Path) -> Iterator[Line]:
    """Supported claims with few of the source's words, others with most of them; none that the
    combiner of short sources was fitted on.
    """
    fitted = {item.key for item in three_way(data)}
    rows = [item for item in items(held_out_rows(data)) if item.key not in fitted]
    random.Random(0).shuffle(rows)
    few: list[Item] = []
    many: list[Item] = []
    for item in rows:
        coverage = best_window(item.pair).coverage
        if item.label == SUPPORTED and coverage < 0.5:
            few.append(item)
        if item.label != SUPPORTED and coverage > 0.8:
            many.append(item)
    chosen = few[:600] + many[:600]
    truth = np.array([item.label == SUPPORTED for item in chosen])
    scores = {n: _probabilities(said) for n, said in _score(scorers, chosen).items()}
    measures = {name: auroc(truth, score) for name, score in scores.items()}
    yield Line("low-overlap truths against high-overlap falsehoods: AUROC", len(chosen), measures)


def web(scorers: Scorers, data: Path) -> Iterator[Line]:
    """WiCE: claims of Wikipedia against whole web pages."""
    rows = web_claims(data)
    pairs = [Pair(row["claim"], tuple(row["evidence"])) for row in rows]
    said = {name: scorer.score(pairs) for name, scorer in scorers.items()}
    truth = np.array([row["label"] == "supported" for row in rows])
    measures = {name: auroc(truth, _probabilities(s)) for name, s in said.items()}
    yield Line("WiCE claims: AUROC supported against not", len(rows), measures)
    kept = [n for n, row in enumerate(rows) if row["label"] != "not_supported"]
    touched = {name: mean(_touches(s, rows)[kept]) for name, s in said.items()}
    yield Line("WiCE claims: evidence touches a gold sentence", len(kept), touched)


def _touches(said: Sequence[Support], rows: Sequence[dict[str, Any]]) -> NDArray[np.bool_]:
    gold = [{n for found in row["supporting_sentences"] for n in found} for row in rows]
    return np.array([bool(g & set(s.evidence)) for g, s in zip(gold, said, strict=True)])


def tokens(scorers: Scorers, data: Path) -> Iterator[Line]:
    """WiCE: which words of the claim no sentence of the page carries."""
    rows = web_tokens(data)
    pairs = [Pair(" ".join(row["claim_tokens"]), tuple(row["evidence"])) for row in rows]
    measures = {name: token_f1(rows, scorer.score(pairs)) for name, scorer in scorers.items()}
    yield Line("WiCE tokens: F1 of unsupported words", len(rows), measures)


def token_f1(rows: Sequence[dict[str, Any]], said: Sequence[Support]) -> Measure:
    truth: list[NDArray[np.bool_]] = []
    found: list[NDArray[np.bool_]] = []
    for row, support in zip(rows, said, strict=True):
        start, mine, theirs = 0, [], []
        for token, missing in zip(row["claim_tokens"], row["non_supported_spans"], strict=True):
            end = start + len(token)
            if words(token):
                mine.append(any(s.start < end and start < s.end for s in support.unsupported))
                theirs.append(missing)
            start = end + 1
        truth.append(np.array(theirs, dtype=bool))
        found.append(np.array(mine, dtype=bool))

    def measure(chosen: NDArray[np.int64]) -> float:
        t, s = (np.concatenate([side[n] for n in chosen]) for side in (truth, found))
        return f1(t, s)(np.arange(len(t)))

    return measure


def steady(scorers: Scorers, data: Path) -> Iterator[Line]:
    """Scores of 500 pairs alone, in batches of 7, 64 and all, shuffled: the largest change."""
    pairs = [item.pair for item in items(held_out_rows(data))[:500]]
    found = {}
    for name, scorer in scorers.items():
        alone = [scorer.score([pair])[0] for pair in pairs]
        worst = 0.0
        for size in (7, 64, max(1, len(pairs))):
            order = random.Random(size).sample(range(len(pairs)), len(pairs))
            for first in range(0, len(pairs), size):
                chosen = order[first : first + size]
                together = scorer.score([pairs[i] for i in chosen])
                for i, support in zip(chosen, together, strict=True):
                    worst = max(worst, abs(support.probability - alone[i].probability))
                    worst = max(worst, abs(support.contradiction - alone[i].contradiction))
        found[name] = worst
    measures = {name: (lambda _, w=worst: 1e4 * w) for name, worst in found.items()}
    yield Line(
        "largest change of a score with its neighbours, in units of 0.0001",
        len(pairs),
        measures,
        False,
    )


def _score(scorers: Scorers, rows: Sequence[Item]) -> dict[str, list[Support]]:
    pairs = [item.pair for item in rows]
    return {name: scorer.score(pairs) for name, scorer in scorers.items()}


def _probabilities(said: Sequence[Support]) -> NDArray[np.float64]:
    return np.array([support.probability for support in said])


def _supported(scorer: SupportScorer, said: Sequence[Support]) -> NDArray[np.bool_]:
    return _probabilities(said) >= scorer.thresholds.supported


def _contradiction(
    what: str, scorers: Scorers, rows: Sequence[Item], said: Mapping[str, list[Support]]
) -> Line:
    """F1 of the verdict "contradicted", where the label tells it from "not supported"."""
    known = np.array([item.label != NOT_OR_CONTRADICTED for item in rows], dtype=bool)
    truth = np.array([item.label == CONTRADICTED for item in rows], dtype=bool)[known]
    measures = {}
    for name, supports in said.items():
        against = np.array([s.contradiction for s in supports])
        least = scorers[name].thresholds.contradicted
        found = (against >= least) & ~_supported(scorers[name], supports)
        measures[name] = f1(truth, found[known])
    return Line(f"{what}: F1 of contradicted", int(known.sum()), measures)


PARTS = {
    "answers": answers, "symmetric": symmetric, "details": details, "long": long_details, "written": written,
    "tables": tabled, "replied": replied, "health": health, "low": low, "web": web, "tokens": tokens,
    "steady": steady,
}  # fmt: skip
