"""What a larger network says of the examples of a smaller one: soft targets beside the labels.

Hinton, Vinyals, Dean, "Distilling the Knowledge in a Neural Network", 2015. The tokenizers of both
must cut words alike, as those of BERT and MPNet do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from attrib.encoding.device import Placement
from attrib.encoding.pair_network import Batch, PairNetwork
from attrib.encoding.pair_weights import load_pair


class Teacher:
    """A trained network that is asked about each batch as it comes."""

    def __init__(self, kind: type[PairNetwork], weights: Path, placement: Placement) -> None:
        self._network, self.reader = load_pair(kind, weights, placement)

    def __call__(self, batch: Batch) -> Any:
        """The network's output for ``batch``, in fp32."""
        with torch.no_grad():
            output = self._network(batch)
        return type(output)(*(t.float() for t in output))
