"""The network of the reader: a cross-encoder's body, and heads for relevance, answer and its span."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import PretrainedConfig

from attrib.encoding.pair_network import Batch, PairNetwork, summary


class Output(NamedTuple):
    """What the network says of a batch of questions and passages."""

    relevant: Tensor
    """Log odds that the passage is about what is asked, shape (pairs,)."""
    answers: Tensor
    """Log odds that it holds the answer, shape (pairs,)."""
    start: Tensor
    """Logits that the answer starts at a token, shape (pairs, tokens)."""
    end: Tensor
    """Logits that it ends with a token, shape (pairs, tokens)."""


class ReaderNetwork(PairNetwork):
    """Reads question and passage together.

    Relevance and answer are told from the first token and from two summaries of the passage, one
    of where an answer seems to start and one of where it seems to end.
    """

    def __init__(self, config: PretrainedConfig, frozen: int = 2) -> None:
        super().__init__(config, frozen)
        width = config.hidden_size
        self.span_head = nn.Linear(width, 2)
        self.answer_head = nn.Sequential(
            nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, 2)
        )

    def forward(self, batch: Batch) -> Output:
        hidden = self.read(batch)
        start, end = self.span_head(hidden).unbind(dim=-1)
        passage = batch.mask & (batch.segments == 1)
        ends = [summary(hidden, logits, passage) for logits in (start, end)]
        relevant, answers = self.answer_head(torch.cat([hidden[:, 0], *ends], dim=-1)).unbind(-1)
        return Output(relevant, answers, start, end)
