"""Low-rank adaptation: a large body learns a new task in a few megabytes beside its own weights.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

Kind = TypeVar("Kind", bound=nn.Module)


@dataclass(frozen=True, slots=True)
class Adapter:
    """What a network with adapted layers is made from."""

    model: str
    """The name of the model whose body it is, as attrib.models resolves it."""
    sha256: str
    """Of that model's weights, hexadecimal."""
    rank: int
    alpha: float
    """What is learnt counts alpha / rank."""


class LowRank(nn.Module):
    """A linear layer that stays as it is, and a product of two thin matrices that is learnt.

    The second matrix starts at zero, so that it first does what the layer did.
    """

    def __init__(self, layer: nn.Linear, adapter: Adapter) -> None:
        super().__init__()
        self.layer = layer.requires_grad_(False)
        scale = 1 / math.sqrt(layer.in_features)
        self.down = nn.Parameter(torch.randn(adapter.rank, layer.in_features) * scale)
        self.up = nn.Parameter(torch.zeros(layer.out_features, adapter.rank))
        self.scale = adapter.alpha / adapter.rank

    def forward(self, hidden: Tensor) -> Tensor:
        learnt = linear(hidden, self.down.to(hidden.dtype))
        return torch.as_tensor(
            self.layer(hidden) + linear(learnt, (self.scale * self.up).to(hidden.dtype))
        )

    def merged(self) -> nn.Linear:
        """One linear layer that does the same."""
        with torch.no_grad():
            learnt = (self.scale * self.up @ self.down).to(self.layer.weight.dtype)
            self.layer.weight += learnt
        return self.layer


def adapt(layers: Iterable[nn.Module], adapter: Adapter) -> None:
    """Puts a LowRank in the place of each linear layer in ``layers``."""
    for layer in layers:
        for owner, name, plain in _all(layer, nn.Linear):
            setattr(owner, name, LowRank(plain, adapter))


def merge(layers: Iterable[nn.Module]) -> None:
    """Undoes ``adapt``, and keeps what was learnt."""
    for layer in layers:
        for owner, name, low_rank in _all(layer, LowRank):
            setattr(owner, name, low_rank.merged())


def _all(module: nn.Module, kind: type[Kind]) -> list[tuple[nn.Module, str, Kind]]:
    """Each module of ``kind`` inside, with its owner and its name there."""
    return [
        (owner, name, child)
        for owner in module.modules()
        for name, child in owner.named_children()
        if isinstance(child, kind) and not isinstance(owner, LowRank)
    ]
