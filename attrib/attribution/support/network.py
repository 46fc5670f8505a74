"""The network of the support model: a BERT body and three small heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from attrib.attribution.support.inputs import LEVELS, PairInput

LABELS = ("supported", "not_supported", "contradicted")


class Batch(NamedTuple):
    """Inputs padded to one length: all of shape (pairs, tokens)."""

    ids: Tensor
    segments: Tensor
    """0 for the claim, 1 for the passage, each with the special tokens that close it."""
    levels: Tensor
    mask: Tensor
    """True where there is a token."""


class Output(NamedTuple):
    """What the network says of a batch."""

    support: Tensor
    """Logits of LABELS, shape (pairs, 3)."""
    tokens: Tensor
    """Logits per token, shape (pairs, tokens): of the claim's, that the passage does not carry
    the word; of the passage's, that the word belongs to the evidence."""


class SupportNetwork(nn.Module):
    """Reads claim and passage together.

    The lowest ``frozen`` layers stay as the sentence embedder left them; above them each token is
    told whether its word occurs on the other side, so that copied words need no layers to be found.
    The support head sees the first token and two summaries that the token heads choose: the words
    of the claim that look least carried, and those of the passage that look most like evidence.
    """

    def __init__(self, config: BertConfig, frozen: int = 2) -> None:
        super().__init__()
        self.body = BertModel(config, add_pooling_layer=False)
        self.frozen = frozen
        width = config.hidden_size
        self.levels = nn.Embedding(2 * LEVELS, width)
        nn.init.zeros_(self.levels.weight)
        self.token_head = nn.Linear(width, 2)
        self.support_head = nn.Sequential(
            nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, len(LABELS))
        )

    def freeze(self) -> None:
        """Keeps embeddings and the lowest layers out of the training."""
        self.body.embeddings.requires_grad_(False)
        for layer in self.body.encoder.layer[: self.frozen]:
            layer.requires_grad_(False)

    def forward(self, batch: Batch) -> Output:
        hidden = self.body.embeddings(input_ids=batch.ids, token_type_ids=batch.segments)
        reach = torch.zeros(batch.mask.shape, dtype=hidden.dtype, device=hidden.device)
        reach = reach.masked_fill(~batch.mask, torch.finfo(hidden.dtype).min)[:, None, None, :]
        for number, layer in enumerate(self.body.encoder.layer):
            if number == self.frozen:
                hidden = hidden + self.levels(batch.segments * LEVELS + batch.levels)
            hidden = layer(hidden, reach)
        both = self.token_head(hidden)
        tokens = torch.where(batch.segments == 0, both[..., 0], both[..., 1])
        claim = _summary(hidden, tokens, batch.mask & (batch.segments == 0))
        passage = _summary(hidden, tokens, batch.mask & (batch.segments == 1))
        support = self.support_head(torch.cat([hidden[:, 0], claim, passage], dim=-1))
        return Output(support, tokens)


def _summary(hidden: Tensor, logits: Tensor, where: Tensor) -> Tensor:
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
