"""Averages trained networks, weight by weight: what all of them learnt.

Fine-tuning on a narrow mixture forgets some of the broad one; a point between the weights before and
after keeps most of both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). The mean of
several networks that were fine-tuned alike from the same weights is mostly better than each
(Wortsman et al. 2022, "Model soups"). Shares above 1, with a negative one for the weights before, go
further in the direction that a stage took (Ilharco et al. 2023, "Editing models with task arithmetic").
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from train_reader import is_reader
from training.stamp import sha256_of

from attrib.attribution.support.network import SupportNetwork
from attrib.encoding.pair_weights import TOKENIZER, load_network, save_network
from attrib.models import CONFIG
from attrib.reader.network import ReaderNetwork


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--shares", type=float, nargs="+", help="one each, sum 1; default: equal")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    of_reader = is_reader(args.folders[0])
    kind = ReaderNetwork if of_reader else SupportNetwork
    networks = [load_network(kind, folder) for folder in args.folders]
    states = [network.state_dict() for network in networks]
    shares = args.shares or [1 / len(states)] * len(states)
    if len(shares) != len(states) or abs(sum(shares) - 1) > 1e-6:
        parser.error(f"--shares {shares} must be {len(states)} numbers that sum to 1")
    mixed = {
        name: sum(share * state[name] for share, state in zip(shares, states, strict=True))
        for name in states[0]
    }
    networks[0].load_state_dict(mixed)
    save_network(networks[0], args.folders[0] / TOKENIZER, args.out)
    if of_reader:  # the config of a support model is written when it is fitted
        config = json.loads((args.folders[-1] / CONFIG).read_text(encoding="utf-8"))
        config["sha256"] = sha256_of(args.out)
        (args.out / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
