"""Measures what attrib answers to questions on thirty tables, with 95% bootstrap intervals.

    python scripts/eval_tables.py

The questions in scripts/evaluation/tables/questions.tsv were written without knowledge of the code, eight
on each table. All tables are in one index. An answer is right when its short answer is the cell that was
asked for, or, where it has none, when its first sentence is a row with that cell; where nothing answers,
when attrib abstains.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path

import numpy as np
from evaluation.forms import holds
from evaluation.lines import Line, head, mean

from attrib import Engine
from attrib.config import load_settings
from attrib.index import Index
from attrib.types import Answer

TABLES = Path(__file__).parent / "evaluation" / "tables"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reader", default="small")
    parser.add_argument("--scorer", default="support")
    parser.add_argument("--precision", default="auto", choices=["auto", "fp32", "bf16"])
    parser.add_argument("--show", action="store_true", help="print what is not right")
    args = parser.parse_args()
    rows = list(csv.DictReader((TABLES / "questions.tsv").open(encoding="utf-8"), delimiter="\t"))
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            index=folder, reader=args.reader, scorer=args.scorer, precision=args.precision
        )
        with Index.create(settings=settings) as index:
            index.ingest([str(TABLES / "*.csv")])
        with Engine.open(settings=settings) as engine:
            answers = [engine.ask(row["question"]) for row in rows]
    kinds = np.array([row["kind"] for row in rows])
    right = np.array([is_right(a, row["answer"]) for a, row in zip(answers, rows, strict=True)])
    refused = np.array([answer.abstained for answer in answers])
    answerable = np.array([bool(row["answer"]) for row in rows])
    wrong = ~right & ~refused
    print(head(["questions on tables"]))
    for what, chosen in {
        "answerable: right": answerable,
        "unanswerable: refused": ~answerable,
        **{f"{kind}: right": kinds == kind for kind in dict.fromkeys(kinds)},
    }.items():
        print(Line(what, int(chosen.sum()), {"": mean(right[chosen])}).render())
    for what, values in {"wrongly answered": wrong, "refused": refused}.items():
        chosen = answerable
        print(Line(f"answerable: {what}", int(chosen.sum()), {"": mean(values[chosen])}).render())
    if args.show:
        for answer, row, good in zip(answers, rows, right, strict=True):
            if not good:
                short = answer.short_answer.text if answer.short_answer else "-"
                print(f"{row['kind']} {row['table']} | {row['question']} | {row['answer']} | {short} | "
                      f"{'abstained' if answer.abstained else answer.text[:150]}")  # fmt: skip


def is_right(answer: Answer, expected: str) -> bool:
    """Whether ``answer`` says what is ``expected``, one of several forms; nothing, where it is empty."""
    if not expected or answer.abstained:
        return not expected and answer.abstained
    said = answer.short_answer.text if answer.short_answer else answer.attributions[0].claim.text
    return holds(said, expected)


if __name__ == "__main__":
    main()
