"""The network of the support model: a cross-encoder's body and three small heads."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import PretrainedConfig

from attrib.encoding.pair_network import Batch, PairNetwork, summary

LABELS = ("supported", "not_supported", "contradicted")
HEAD = 384
"""Width of the support head's hidden layer."""


class Output(NamedTuple):
    """What the network says of a batch."""

    support: Tensor
    """Logits of LABELS, shape (pairs, 3)."""
    tokens: Tensor
    """Logits per token, shape (pairs, tokens): of the claim's, that the passage does not carry
    the word; of the passage's, that the word belongs to the evidence."""


class SupportNetwork(PairNetwork):
    """Reads claim and passage together.

    The support head sees the first token and two summaries that the token heads choose: the words
    of the claim that look least carried, and those of the passage that look most like evidence.
    """

    def __init__(self, config: PretrainedConfig, frozen: int = 2) -> None:
        super().__init__(config, frozen)
        width = config.hidden_size
        self.token_head = nn.Linear(width, 2)
        self.support_head = nn.Sequential(
            nn.Linear(3 * width, HEAD), nn.GELU(), nn.Linear(HEAD, len(LABELS))
        )

    def forward(self, batch: Batch) -> Output:
        hidden = self.read(batch)
        both = self.token_head(hidden)
        tokens = torch.where(batch.segments == 0, both[..., 0], both[..., 1])
        claim = summary(hidden, tokens, batch.mask & (batch.segments == 0))
        passage = summary(hidden, tokens, batch.mask & (batch.segments == 1))
        support = self.support_head(torch.cat([hidden[:, 0], claim, passage], dim=-1))
        return Output(support, tokens)
