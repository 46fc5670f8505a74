"""Measures retrieval, reader and answers on the development questions, with 95% bootstrap intervals.

    python scripts/eval_answers.py --data ../shared/data

One index holds all paragraphs of SQuAD2-dev, XQuAD and HotpotQA-dev. Asked are the questions about
articles that the reader was not trained on. ``--index`` keeps the index for the next run.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from evaluation.asking import PARTS, Asker
from evaluation.lines import head
from evaluation.questions import open_index, paragraphs, paragraphs_by_id, questions

from attrib.config import load_settings
from attrib.encoding.device import Placement
from attrib.reader.model import FOLDER, ReadingModel


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--index", type=Path, help="where the index is kept; default: nowhere")
    parser.add_argument("--reader", type=Path, default=FOLDER, help="folder of its weights")
    parser.add_argument("--questions", type=int, default=2000, help="at most, of each set")
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), help="parts of the table")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    started = time.monotonic()
    texts = paragraphs(args.data)
    with tempfile.TemporaryDirectory() as nowhere:
        index = open_index(args.index or Path(nowhere) / "index", texts, args.precision)
        print(f"{len(texts)} paragraphs, {index.store.counts()['passages']} passages\n")
        reader = ReadingModel(args.reader, Placement("auto", args.precision))
        settings = load_settings(precision=args.precision)
        asker = Asker(index, reader, settings, paragraphs_by_id(index, texts))
        asked = sample(questions(args.data), args.questions)
        for name, part in PARTS.items():
            if args.only and name not in args.only:
                continue
            titles: list[str] = []
            for line in part(asker, asked):
                if list(line.measures) != titles:
                    titles = list(line.measures)
                    print(f"\n{head(titles)}")
                print(line.render(), flush=True)
        index.close()
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
