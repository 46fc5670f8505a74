"""Averages two trained networks, weight by weight: what both stages of a training learnt.

Fine-tuning on a narrow mixture forgets some of the broad one; a point between the weights before and
after keeps most of both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from pathlib import Path

from attrib.attribution.support.weights import TOKENIZER, load_network, save_network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of AFTER, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    network, after = load_network(args.before), load_network(args.after).state_dict()
    mixed = {
        name: (1 - args.share) * value + args.share * after[name]
        for name, value in network.state_dict().items()
    }
    network.load_state_dict(mixed)
    save_network(network, args.after / TOKENIZER, args.out)


if __name__ == "__main__":
    main()
