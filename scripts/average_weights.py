"""Averages trained networks, weight by weight: what all of them learnt.

Fine-tuning on a narrow mixture forgets some of the broad one; a point between the weights before and
after keeps most of both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). The mean of
several networks that were fine-tuned alike from the same weights is mostly better than each
(Wortsman et al. 2022, "Model soups"). Shares above 1, with a negative one for the weights before, go
further in the direction that a stage took (Ilharco et al. 2023, "Editing models with task arithmetic").
"""

from __future__ import annotations

import argparse
from pathlib import Path

from attrib.attribution.support.network import SupportNetwork
from attrib.encoding.pair_weights import TOKENIZER, load_network, save_network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--shares", type=float, nargs="+", help="one each, sum 1; default: equal")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--rest", type=Path, help="a folder beside --out: weights that are as there are left out"
    )
    args = parser.parse_args()
    networks = [load_network(SupportNetwork, folder) for folder in args.folders]
    states = [network.state_dict() for network in networks]
    shares = args.shares or [1 / len(states)] * len(states)
    if len(shares) != len(states) or abs(sum(shares) - 1) > 1e-6:
        parser.error(f"--shares {shares} must be {len(states)} numbers that sum to 1")
    mixed = {
        name: sum(share * state[name] for share, state in zip(shares, states, strict=True))
        for name in states[0]
    }
    networks[0].load_state_dict(mixed)
    save_network(networks[0], args.folders[0] / TOKENIZER, args.out, args.rest)


if __name__ == "__main__":
    main()
