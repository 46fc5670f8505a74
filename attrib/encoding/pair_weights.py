"""The files of a cross-encoder of attrib's: network.json, model.safetensors, tokenizer.json."""

from __future__ import annotations

import json
import shutil
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from attrib.encoding.device import Placement
from attrib.encoding.pair_network import PairNetwork
from attrib.encoding.pairs import PairReader

WEIGHTS = "model.safetensors"
NETWORK = "network.json"
TOKENIZER = "tokenizer.json"

Network = TypeVar("Network", bound=PairNetwork)


def from_embedder(kind: type[Network], folder: Path, frozen: int) -> Network:
    """A network to be trained: the body of the sentence embedder in ``folder``, fresh heads."""
    config = BertConfig.from_pretrained(
        folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    network = kind(config, frozen)
    network.body = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    return network


def load_network(kind: type[Network], folder: Path) -> Network:
    """The trained network in ``folder``, in float32 on the CPU."""
    described = json.loads((folder / NETWORK).read_text(encoding="utf-8"))
    network = kind(BertConfig(**described["body"]), described["frozen"])
    state = load_file(folder / WEIGHTS)
    network.load_state_dict({name: value.float() for name, value in state.items()})
    return network.eval()


def save_network(network: PairNetwork, tokenizer: Path, folder: Path) -> None:
    """Writes ``folder``, the weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {n: v.detach().cpu().to(torch.float16) for n, v in network.state_dict().items()}
    save_file(state, folder / WEIGHTS)
    body = network.body.config.to_diff_dict()
    described = {"body": body, "frozen": network.frozen}
    (folder / NETWORK).write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer, folder / TOKENIZER)


def load_pair(
    kind: type[Network], folder: Path, placement: Placement
) -> tuple[Network, PairReader]:
    """The network in ``folder`` where it runs, and what makes its inputs; once per process."""
    return _load_pair(kind, folder, placement.device, placement.precision)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def _load_pair(
    kind: type[Network], folder: Path, device: str, precision: str
) -> tuple[Network, PairReader]:
    network = load_network(kind, folder)
    network.arrange(Placement(device, precision))
    return network, PairReader(Tokenizer.from_file(str(folder / TOKENIZER)))
