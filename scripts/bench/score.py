"""Pairs judged per second, against a cross-encoder of the same size as sentence-transformers runs it.

    python scripts/bench/score.py --pairs 256

The other side is CrossEncoder.predict with its defaults (fp32, batches of 32) on a classifier with the
support model's body. Verdicts of the faster arithmetic are then compared with those of fp32.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
from corpus import claims, passages
from measuring import add_placement, alternate, machine, placement_of, table
from sentence_transformers import CrossEncoder
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from attrib import load_scorer
from attrib.attribution.support.model import FOLDER, SupportModel
from attrib.config import load_settings
from attrib.models import resolve

BODY = "all-MiniLM-L6-v2"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=256)
    parser.add_argument(
        "--verdicts", type=int, default=1000, help="pairs whose verdicts are compared"
    )
    add_placement(parser)
    args = parser.parse_args()
    texts = passages(args.pairs)
    pairs = list(zip(claims(texts), texts, strict=True))
    placement = placement_of(args)
    model = SupportModel(FOLDER, placement)
    name = f"attrib's support model ({placement.precision})"
    with tempfile.TemporaryDirectory() as folder:
        theirs = classifier(Path(folder), placement.device)
        seconds = alternate(
            {
                "CrossEncoder.predict (fp32, batches of 32)": lambda: theirs.predict(pairs),
                name: lambda: model.judge(pairs, [() for _ in pairs]),
            }
        )
    print(machine(placement.device), "\n")
    print(table(seconds, len(pairs), "pairs", name))

    texts = passages(args.verdicts, seed=5)
    pairs = list(zip(claims(texts), texts, strict=True))
    found = {}
    for precision in ("fp32", placement.precision):
        settings = load_settings(device=args.device, precision=precision)
        found[precision] = load_scorer(settings=settings).score(pairs)
    same = (found["fp32"].argmax(axis=1) == found[placement.precision].argmax(axis=1)).mean()
    furthest = np.abs(found["fp32"] - found[placement.precision]).max()
    print(f"\nverdicts that agree with fp32: {same:.4f} of {len(pairs)}; "
          f"largest difference of a probability: {furthest:.4f}")  # fmt: skip


def classifier(folder: Path, device: str) -> CrossEncoder:
    """A sequence classifier of the same shape; what it says does not matter here."""
    body = resolve(BODY).path
    config = BertConfig.from_pretrained(body, num_labels=3)
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(body).save_pretrained(folder)
    return CrossEncoder(str(folder), device=device, max_length=512)


if __name__ == "__main__":
    main()
