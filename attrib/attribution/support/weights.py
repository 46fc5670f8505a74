"""The files of a support model: network.json, model.safetensors, tokenizer.json."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

from attrib.attribution.support.network import SupportNetwork

WEIGHTS = "model.safetensors"
NETWORK = "network.json"
TOKENIZER = "tokenizer.json"


def from_embedder(folder: Path, frozen: int) -> SupportNetwork:
    """A network to be trained: the body of the sentence embedder in ``folder``, fresh heads."""
    config = BertConfig.from_pretrained(
        folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    network = SupportNetwork(config, frozen)
    network.body = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    return network


def load_network(folder: Path) -> SupportNetwork:
    """The trained network in ``folder``, in float32 on the CPU."""
    described = json.loads((folder / NETWORK).read_text(encoding="utf-8"))
    network = SupportNetwork(BertConfig(**described["body"]), described["frozen"])
    state = load_file(folder / WEIGHTS)
    network.load_state_dict({name: value.float() for name, value in state.items()})
    return network.eval()


def save_network(network: SupportNetwork, tokenizer: Path, folder: Path) -> None:
    """Writes ``folder``, the weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {n: v.detach().cpu().to(torch.float16) for n, v in network.state_dict().items()}
    save_file(state, folder / WEIGHTS)
    body = network.body.config.to_diff_dict()
    described = {"body": body, "frozen": network.frozen}
    (folder / NETWORK).write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer, folder / TOKENIZER)
