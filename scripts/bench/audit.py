"""Claims audited per second, against loops over a cross-encoder of the same size.

    python scripts/bench/audit.py --answers 40

Each answer has five claims and three contexts, and cites one context a claim. The loops only score
every claim with every context: one pair at a time, all of one answer at a time, everything at once.
attrib's audit also finds evidence, compares details, tries contexts together, and checks citations.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from corpus import claims, passages
from measuring import add_placement, alternate, machine, placement_of, table
from score import classifier

from attrib import audit
from attrib.config import load_settings

CONTEXTS = 3
CLAIMS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=40)
    add_placement(parser)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    rows = answers(args.answers)
    pairs = [
        [(claim, context) for claim in row["claims"] for context in row["contexts"]] for row in rows
    ]
    plain = [{k: row[k] for k in ("answer", "contexts")} for row in rows]
    device = placement_of(args).device
    settings = load_settings(device=device, precision=args.precision)
    with tempfile.TemporaryDirectory() as folder:
        theirs = classifier(Path(folder), device)
        options = {"show_progress_bar": False}
        seconds = alternate(
            {
                "CrossEncoder.predict, one pair at a time": lambda: [
                    theirs.predict([pair], **options) for own in pairs for pair in own
                ],
                "CrossEncoder.predict, an answer at a time": lambda: [
                    theirs.predict(own, **options) for own in pairs
                ],
                "CrossEncoder.predict, everything at once": lambda: theirs.predict(
                    [pair for own in pairs for pair in own], **options
                ),
                "attrib audit": lambda: audit(plain, settings=settings),
            },
            args.rounds,
        )
    print(machine(device), "\n")
    print(f"{len(rows)} answers, {CLAIMS} claims and {CONTEXTS} contexts each\n")
    print(table(seconds, len(rows) * CLAIMS, "claims", "attrib audit"))


def answers(count: int) -> list[dict]:
    texts = passages(count * CONTEXTS)
    rows = []
    for number in range(count):
        contexts = texts[number * CONTEXTS : (number + 1) * CONTEXTS]
        cited = [(number + i) % CONTEXTS for i in range(CLAIMS)]
        said = [claims([contexts[one]], seed=7 * number + i)[0] for i, one in enumerate(cited)]
        text = " ".join(f"{c[:-1]} [{one + 1}]." for c, one in zip(said, cited, strict=True))
        rows.append({"answer": text, "contexts": contexts, "claims": said})
    return rows


if __name__ == "__main__":
    main()
