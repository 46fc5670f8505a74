"""The network of attrib's cross-encoders without its heads: it reads a query and a passage together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import PretrainedConfig

from attrib.encoding.adapter import Adapter, adapt, merge
from attrib.encoding.batches import batches
from attrib.encoding.device import Placement
from attrib.encoding.pair_bodies import body_class
from attrib.encoding.pairs import LEVELS, MAX_PASSAGE, MAX_QUERY, SPECIAL, PairInput


class Batch(NamedTuple):
    """Inputs padded to one length: all of shape (pairs, tokens)."""

    ids: Tensor
    segments: Tensor
    """0 for the query, 1 for the passage, each with the special tokens that close it."""
    levels: Tensor
    mask: Tensor
    """True where there is a token."""


class PairNetwork(nn.Module):
    """A body without heads; a subclass adds them and says what they tell.

    The lowest ``frozen`` layers stay as the sentence embedder left them; above them each token is
    told whether its word occurs on the other side, so that copied words need no layers to be found.
    """

    def __init__(self, config: PretrainedConfig, frozen: int = 2) -> None:
        super().__init__()
        self.body = body_class(config)(config)  # type: ignore[arg-type]
        self.frozen = frozen
        self.adapter: Adapter | None = None
        self.levels = nn.Embedding(2 * LEVELS, config.hidden_size)
        nn.init.zeros_(self.levels.weight)

    def adapt(self, adapter: Adapter) -> None:
        """Leaves the body as it is, and lets its layers above ``frozen`` learn by ``adapter``."""
        self.adapter = adapter
        adapt(self.body.encoder.layer[self.frozen :], adapter)

    def freeze(self) -> None:
        """Keeps what is not to be learnt out of the training."""
        if self.adapter:
            self.body.requires_grad_(False)
            for name, parameter in self.body.named_parameters():
                parameter.requires_grad_(name.endswith((".up", ".down")))
            return
        self.body.embeddings.requires_grad_(False)
        for layer in self.body.encoder.layer[: self.frozen]:
            layer.requires_grad_(False)

    def arrange(self, placement: Placement) -> None:
        """Puts the network where it runs, the body in the arithmetic it runs in; heads are fp32."""
        if self.adapter:
            merge(self.body.encoder.layer)
            self.adapter = None
        self.to(placement.device)
        placement.arrange(self.body)
        self.levels.to(self.body.dtype)

    def read(self, batch: Batch) -> Tensor:
        """The hidden states of the last layer in fp32, shape (pairs, tokens, width)."""
        hidden, reach = self.body.start(batch.ids, batch.segments, batch.mask)
        for number, layer in enumerate(self.body.encoder.layer):
            if number == self.frozen:
                levels = self.levels(batch.segments * LEVELS + batch.levels)
                hidden = hidden + levels.to(hidden.dtype)
            hidden = self.body.through(layer, hidden, reach)
        return hidden.float()


def summary(hidden: Tensor, logits: Tensor, where: Tensor) -> Tensor:
    """Mean of the tokens at ``where``, weighted by the softmax of their logits: (pairs, width)."""
    weights = torch.softmax(logits.masked_fill(~where, torch.finfo(logits.dtype).min), dim=-1)
    return torch.einsum("bt,btw->bw", weights, hidden)


def collate(inputs: Sequence[PairInput], length: int | None = None) -> Batch:
    """Pads to ``length`` tokens, or to the longest."""
    length = length or max(len(one.ids) for one in inputs)
    shape = (len(inputs), length)
    ids, segments, levels = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(shape, dtype=torch.bool)
    for row, one in enumerate(inputs):
        size = len(one.ids)
        ids[row, :size] = torch.tensor(one.ids)
        levels[row, :size] = torch.tensor(one.levels)
        segments[row, one.first_passage : size] = 1
        mask[row, :size] = True
    return Batch(ids, segments, levels, mask)


def outputs(
    network: PairNetwork, inputs: Sequence[PairInput], placement: Placement
) -> Iterator[tuple[int, list[Tensor]]]:
    """For each input, in some order: its position, and its row of each tensor that ``network``
    gives, in float32 on the CPU. A row does not depend on the other inputs.
    """
    lengths = [len(one.ids) for one in inputs]
    longest = MAX_QUERY + MAX_PASSAGE + SPECIAL
    for batch in batches(lengths, longest=longest, device=placement.device):
        tensors = collate([inputs[i] for i in batch.rows], batch.length)
        with torch.inference_mode():
            output = network(Batch(*(t.to(placement.device) for t in tensors)))
        columns = [tensor.float().cpu() for tensor in output]
        for row, item in enumerate(batch.items):
            yield item, [column[row] for column in columns]
