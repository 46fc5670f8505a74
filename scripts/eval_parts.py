"""Measures answers to questions that ask several things, with 95% bootstrap intervals.

    python scripts/eval_parts.py

The questions in scripts/evaluation/parts.tsv were written without knowledge of the code, on the sample
library and ten of the tables of scripts/evaluation/tables. A part is answered when the answer holds one of
its accepted forms; told, when nothing answers it and the answer says so. Beside it the same questions asked
as one.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
from pathlib import Path

import numpy as np
from evaluation.forms import holds
from evaluation.lines import Line, head, mean

from attrib import Engine, engine
from attrib.config import Settings, load_settings
from attrib.index import Index
from attrib.text.questions import Asked
from attrib.types import Answer

EVALUATION = Path(__file__).parent / "evaluation"
TABLES = "t02 t06 t07 t10 t11 t12 t19 t24 t25 t29".split()
NOWHERE = "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--precision", default="auto", choices=["auto", "fp32", "bf16"])
    parser.add_argument("--rows", default="all", choices=["all", "odd", "even"])
    parser.add_argument("--show", action="store_true", help="print what is not right")
    args = parser.parse_args()
    table = (EVALUATION / "parts.tsv").open(encoding="utf-8")
    rows = list(csv.DictReader(table, delimiter="\t"))
    rows = {"all": rows, "odd": rows[::2], "even": rows[1::2]}[args.rows]
    os.chdir(EVALUATION.parent.parent)
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(index=folder, precision=args.precision)
        with Index.create(settings=settings) as index:
            index.ingest(
                ["samples/library", *(str(EVALUATION / "tables" / f"{t}*.csv") for t in TABLES)]
            )
        apart = answers(settings, rows)
        engine.questions_in = lambda question: (Asked(question, question),)
        together = answers(settings, rows)
    sides = {"as one": together, "part by part": apart}
    right = {side: [marks(a, row) for a, row in zip(given, rows, strict=True)]
             for side, given in sides.items()}  # fmt: skip
    print(head(list(sides)))
    for kind in dict.fromkeys(row["kind"] for row in rows):
        chosen = [i for i, row in enumerate(rows) if row["kind"] == kind]
        print(line(f"{kind}: all of it right", {
            side: [all(marked[i]) for i in chosen] for side, marked in right.items()
        }))  # fmt: skip
        parts = max(len(right["as one"][i]) for i in chosen)
        for number in range(parts if parts > 1 else 0):
            print(line(f"{kind}: part {number + 1} right", {
                side: [marked[i][number] for i in chosen] for side, marked in right.items()
            }))  # fmt: skip
    if args.show:
        for row, answer, marked in zip(rows, apart, right["part by part"], strict=True):
            if not all(marked):
                print(
                    f"{row['kind']} {marked} | {row['question']} | {row['answers']} | {answer.text}"
                )


def answers(settings: Settings, rows: list[dict[str, str]]) -> list[Answer]:
    with Engine.open(settings=settings) as opened:
        return [opened.ask(row["question"]) for row in rows]


def marks(answer: Answer, row: dict[str, str]) -> list[bool]:
    """Whether each part is right: answered, or said not to be where nothing answers it."""
    return [
        bool(answer.unanswered)
        if forms == NOWHERE
        else not answer.abstained and holds(answer.text, forms)
        for forms in row["answers"].split(" ;; ")
    ]


def line(what: str, sides: dict[str, list[bool]]) -> str:
    values = {side: mean(np.array(marked)) for side, marked in sides.items()}
    return Line(what, len(next(iter(sides.values()))), values).render()


if __name__ == "__main__":
    main()
