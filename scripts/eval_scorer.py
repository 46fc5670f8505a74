"""Measures a support scorer on the development sets: one table, with 95% bootstrap intervals.

    python scripts/eval_scorer.py --scorer support --data ../shared/data

Every line stands beside the same line of the rule "coverage >= 0.6" and of the baseline scorer, with
the interval of the difference over the same draws of rows. A scorer is a name or a folder, as for
``attrib --scorer``.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

from evaluation.coverage import CoverageRule
from evaluation.lines import head
from evaluation.parts import PARTS
from training.stamp import SPLIT, split_otherwise

from attrib.attribution import SupportScorer, scorer_for
from attrib.attribution.loading import OWN
from attrib.config import Settings
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--scorer", default="support", help="support, large, or a folder")
    parser.add_argument("--details", type=int, default=2000, help="detail pairs")
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), help="parts of the table")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    embedder = MemoEmbedder(load_embedder("all-MiniLM-L6-v2", precision=args.precision))
    scorers: dict[str, SupportScorer] = {
        "coverage": CoverageRule(),
        "baseline": scorer_for(Settings(scorer="baseline"), embedder),
        Path(args.scorer).name: scorer_for(
            Settings(scorer=args.scorer, precision=args.precision), embedder
        ),
    }
    started = time.monotonic()
    if split_otherwise(OWN.get(args.scorer, Path(args.scorer)), args.data):
        print(
            f"{args.data / SPLIT} is not the file that '{args.scorer}' was made with: rows that both have "
            'may be held out here and trained on there, so that lines "held out" are too good\n'
        )
    print(head(list(scorers)))
    for name, part in PARTS.items():
        if args.only and name not in args.only:
            continue
        if name == "details":
            part = partial(part, count=args.details)
        for line in part(scorers, args.data):
            print(line.render(), flush=True)
    print(f"\n{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
