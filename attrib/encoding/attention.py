"""Attention for short inputs on CPUs, in plain matrix products.

torch's fused attention is slower there at these lengths, and transformers' plain one goes through the
largest tensors twice more: it scales the scores instead of the queries, and adds the mask to a copy.
With this one a BERT was measured at 1.08 times the speed.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import eager_mask

NAME = "attrib_short"


def attention(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float,
    **unused: Any,
) -> tuple[Tensor, None]:
    """As transformers calls it: (texts, heads, tokens, width) in, (texts, tokens, heads, width) out.

    ``attention_mask`` is added to the scores: 0 where there is a token.
    """
    scores = torch.matmul(query * scaling, key.transpose(2, 3))
    if attention_mask is not None:
        scores += attention_mask
    mixed = torch.matmul(torch.softmax(scores, dim=-1), value)
    return mixed.transpose(1, 2).contiguous(), None


AttentionInterface.register(NAME, attention)
AttentionMaskInterface.register(NAME, eager_mask)
