"""Measures retrieval, reader and answers on the development questions, with 95% bootstrap intervals.

    python scripts/eval_answers.py --data ../shared/data

One index holds all paragraphs of SQuAD2-dev, XQuAD and HotpotQA-dev. Asked are the questions about
articles that the reader was not trained on. ``--index`` keeps the index for the next run.
"""

from __future__ import annotations

import argparse
import random
import time

from evaluation.asking import PARTS, add_arguments, open_asker
from evaluation.lines import head
from evaluation.questions import questions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--questions", type=int, default=2000, help="at most, of each set")
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), help="parts of the table")
    args = parser.parse_args()
    started = time.monotonic()
    asked = sample(questions(args.data), args.questions)
    with open_asker(args) as one:
        print(f"{one.index.store.counts()['passages']} passages\n")
        for name, part in PARTS.items():
            if args.only and name not in args.only:
                continue
            titles: list[str] = []
            for line in part(one, asked):
                if list(line.measures) != titles:
                    titles = list(line.measures)
                    print(f"\n{head(titles)}")
                print(line.render(), flush=True)
    print(f"\n{time.monotonic() - started:.0f} s")


def sample(found: list, most: int) -> list:
    """Held-out questions, at most so many of each set."""
    chosen = []
    for kind in ("squad2", "xquad", "hotpot"):
        rows = [q for q in found if q.kind == kind and q.held_out]
        chosen += random.Random(0).sample(rows, min(most, len(rows)))
    return chosen


if __name__ == "__main__":
    main()
